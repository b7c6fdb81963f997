"""BVH samples: a small body whose joints differ in their channel order, and what may be wrong with it."""

from __future__ import annotations

BODY = """HIERARCHY
ROOT Hips
{
  OFFSET 0.0 0.0 0.0
  CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
  JOINT Spine
  {
    OFFSET 0.0 12.5 0.0
    CHANNELS 3 Yrotation Xrotation Zrotation
    End Site
    {
      OFFSET 0.0 20.0 0.0
    }
  }
  JOINT Thigh
  {
    OFFSET 9.0 -4.5 0.0
    CHANNELS 3 Zrotation Xrotation Yrotation
    End Site
    {
      OFFSET 0.0 -42.0 0.0
    }
  }
}
MOTION
Frames: 3
Frame Time: 0.0333333
0 92.1 0 1.5 -2.0 0.25 0 3 0 -20 5e-1 +.5
0 92.2 1 1.6 -2.1 0.25 0 3 0 -21 0.5 0.5
0 92.3 2 1.7 -2.2 0.25 0 3 0 -22 0.5 0.5
"""
TWO = """HIERARCHY
ROOT One
{
\tOFFSET 0 0 0
\tCHANNELS 3 Xrotation Yrotation Zrotation
\tEnd Site {
\t\tOFFSET 0 1 0
\t}
}
ROOT Two {
\tOFFSET 2 0 0
\tCHANNELS 0
\tEnd Site
\t{
\t\tOFFSET 0 1 0
\t}
}
MOTION
Frames: 1
Frame Time: .01
10 20 30
"""


def changed(old: str, new: str) -> bytes:
    """The body with the first `old` replaced."""
    before, found, behind = BODY.partition(old)
    if not found:
        raise ValueError(old)
    return f"{before}{new}{behind}".encode()


def good() -> dict[str, bytes]:
    """File name -> bytes of motions that satisfy every row."""
    return {
        "body.bvh": BODY.encode(),
        "windows.bvh": b"\xef\xbb\xbf" + BODY.replace("\n", "\r\n").encode(),
        "two_skeletons.bvh": TWO.encode(),
        "chinese_names.bvh": BODY.replace("Spine", "脊柱").encode("gb18030"),
        "one_frame.bvh": TWO.replace("Frame Time: .01", "Frame Time: 0").encode(),
        "standing.bvh": changed("Frames: 3", "Frames: 0").split(b"0 92.1")[0],
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes of motions, each of which violates one row."""
    return {
        "TRM-BVH-001_unclosed.bvh": changed("}\nMOTION", "MOTION"),
        "TRM-BVH-001_no_keyword.bvh": changed("HIERARCHY", "HIERARCHY_1"),
        "TRM-BVH-001_joint_without_name.bvh": changed("JOINT Thigh", "JOINT"),
        "TRM-BVH-001_scale.bvh": changed("  JOINT Spine", "  SCALE 1 1 1\n  JOINT Spine"),
        "TRM-BVH-002_two_numbers.bvh": changed("OFFSET 0.0 12.5 0.0", "OFFSET 0.0 12.5"),
        "TRM-BVH-002_infinite.bvh": changed("OFFSET 0.0 12.5 0.0", "OFFSET 0.0 1e999 0.0"),
        "TRM-BVH-002_missing.bvh": changed("      OFFSET 0.0 20.0 0.0\n", ""),
        "TRM-BVH-003_miscounted.bvh": changed("CHANNELS 3 Z", "CHANNELS 4 Z"),
        "TRM-BVH-003_no_number.bvh": changed("CHANNELS 3 Zrotation Xrotation Yrotation", "CHANNELS"),
        "TRM-BVH-003_missing.bvh": changed("    CHANNELS 3 Zrotation Xrotation Yrotation\n", ""),
        "TRM-BVH-004_quaternion.bvh": changed("3 Yrotation", "3 Wrotation"),
        "TRM-BVH-005_twice.bvh": changed("3 Yrotation Xrotation", "3 Zrotation Xrotation"),
        "TRM-BVH-006_same_name.bvh": changed("JOINT Thigh", "JOINT Spine"),
        "TRM-BVH-007_no_end_site.bvh": changed("    End Site\n    {\n      OFFSET 0.0 20.0 0.0\n    }\n", ""),
        "TRM-BVH-008_no_number.bvh": changed("Frames: 3", "Frames: three"),
        "TRM-BVH-008_skeleton_only.bvh": BODY.partition("MOTION")[0].encode(),
        "TRM-BVH-008_no_frames.bvh": changed("Frames: 3\n", ""),
        "TRM-BVH-008_empty.bvh": changed("Frames: 3", "Frames:"),
        "TRM-BVH-009_missing.bvh": changed("Frame Time: 0.0333333\n", ""),
        "TRM-BVH-009_zero.bvh": changed("Time: 0.0333333", "Time: 0"),
        "TRM-BVH-009_zero_of_two.bvh": changed("3\nFrame Time: 0.0333333", "2\nFrame Time: 0").partition(b"0 92.3")[0],
        "TRM-BVH-009_rate.bvh": changed("Time: 0.0333333", "Time: 30 fps"),
        "TRM-BVH-010_one_more.bvh": changed("Frames: 3", "Frames: 2"),
        "TRM-BVH-010_cut_off.bvh": BODY[: BODY.index("0 92.3")].encode(),
        "TRM-BVH-010_no_lines.bvh": BODY[: BODY.index("0 92.1")].encode(),
        "TRM-BVH-011_short_line.bvh": changed("-21 0.5 0.5", "-21 0.5"),
        "TRM-BVH-011_long_line.bvh": changed("-21 0.5 0.5", "-21 0.5 0.5 0"),
        "TRM-BVH-012_word_at_the_end.bvh": changed("-21 0.5 0.5", "-21 0.5 0.5 end"),
        "TRM-BVH-012_lost.bvh": changed("-21 0.5 0.5", "nan 0.5 0.5"),
        "TRM-BVH-012_lost_last.bvh": changed("-21 0.5 0.5", "-21 0.5 nan"),
        "TRM-BVH-012_comma.bvh": changed("-21 0.5 0.5", "-21 0,5 0.5"),
    }
