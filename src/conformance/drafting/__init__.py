"""For those who draft requirements: are they proven, and are they well worded?"""
