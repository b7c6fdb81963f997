"""Reading sets of links and catalogues of interfaces."""
