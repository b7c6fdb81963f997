"""Samples of robots: a small arm with a gripper, and what may be wrong with it."""

from __future__ import annotations

ARM = """<?xml version="1.0"?>
<robot name="arm" xmlns:xacro="http://www.ros.org/wiki/xacro">
  <xacro:property name="width" value="${2 * 0.1}"/>
  <material name="blue"><color rgba="0 0 0.8 1"/></material>
  <link name="base">
    <visual>
      <geometry><mesh filename="package://arm_description/meshes/base.dae" scale="0.001 0.001 0.001"/></geometry>
      <material name="blue"/>
    </visual>
    <collision>
      <origin xyz="0 0 0.1"/>
      <geometry><cylinder radius="0.2" length="0.2"/></geometry>
    </collision>
    <inertial>
      <origin xyz="0 0 0.1" rpy="0 0 0"/>
      <mass value="4.5"/>
      <inertia ixx="0.06" ixy="0" ixz="0" iyy="0.06" iyz="0" izz="0.09"/>
    </inertial>
  </link>
  <link name="upper">
    <visual>
      <geometry><mesh filename="../meshes/upper.stl"/></geometry>
      <material name="steel"><color rgba="0.5 0.5 0.55 1"/></material>
    </visual>
    <inertial>
      <mass value="1"/>
      <inertia ixx="1" ixy="0" ixz="0" iyy="1" iyz="0" izz="0"/>
    </inertial>
  </link>
  <link name="left"><visual><geometry><box size="0.1 0.02 0.02"/></geometry></visual></link>
  <link name="right"><visual><geometry><sphere radius=".01"/></geometry></visual></link>
  <link name="tool">
    <inertial><mass value="0"/><inertia ixx="0" ixy="0" ixz="0" iyy="0" iyz="0" izz="0"/></inertial>
  </link>
  <joint name="shoulder" type="revolute">
    <origin xyz="0 0 0.2" rpy="0 0 1.5708"/>
    <parent link="base"/>
    <child link="upper"/>
    <axis xyz="0 0.7071 0.7071"/>
    <limit lower="-1.5" upper="1.5" effort="INF" velocity="2"/>
    <dynamics damping="0.1"/>
    <safety_controller k_velocity="10" soft_lower_limit="-1.4" soft_upper_limit="1.4"/>
  </joint>
  <joint name="finger_left" type="prismatic">
    <parent link="upper"/>
    <child link="left"/>
    <axis xyz="1 0 0"/>
    <limit lower="0" upper="0.05" effort="20" velocity="0.1"/>
  </joint>
  <joint name="finger_right" type="prismatic">
    <parent link="upper"/>
    <child link="right"/>
    <axis xyz="-1 0 0"/>
    <limit upper="0.05" effort="20" velocity="0.1"/>
    <mimic joint="finger_left" multiplier="1"/>
  </joint>
  <joint name="flange" type="fixed">
    <parent link="upper"/>
    <child link="tool"/>
    <axis xyz="0 0 0"/>
  </joint>
  <transmission name="drive"><type>SimpleTransmission</type><joint name="shoulder"/></transmission>
  <gazebo reference="base"><material>Gazebo/Grey</material></gazebo>
</robot>
"""
EMPTY = '    <inertial><mass value="0"/></inertial>'
FINGER_MIMIC = '<mimic joint="finger_left" multiplier="1"/>'
BLUE_AGAIN = '  <material name="blue"><color rgba="0 0 1 1"/></material>'
WHEEL = """<robot name="wheel" version="1.1">
  <link name="body"><collision><geometry><capsule radius="0.1" length="0.3"/></geometry></collision></link>
  <link name="wheel"/>
  <joint name="turn" type="continuous"><parent link="body"/><child link="wheel"/></joint>
</robot>
"""
RING = """  <link name="a"/>
  <link name="b"/>
  <joint name="a_b" type="fixed"><parent link="a"/><child link="b"/></joint>
  <joint name="b_a" type="fixed"><parent link="b"/><child link="a"/></joint>
</robot>"""
TWO_PARENTS = '<joint name="again" type="fixed"><parent link="base"/><child link="tool"/></joint>\n</robot>'


def changed(*changes: tuple[str, str]) -> bytes:
    """The arm with the first instance of each text replaced."""
    text = ARM
    for old, new in changes:
        if old not in text:
            raise ValueError(old)
        text = text.replace(old, new, 1)
    return text.encode()


def _ring(size: int) -> str:
    """Links that are each the parent of the next, and the last that of the first; the end of the robot."""
    names = [f"r{at}" for at in range(size)]
    links = [f'<link name="{name}"/>' for name in names]
    ends = zip(names, names[1:] + names[:1], strict=True)
    joints = [
        f'<joint name="{one}_{other}" type="fixed"><parent link="{one}"/><child link="{other}"/></joint>'
        for one, other in ends
    ]
    return "\n".join([*links, *joints, "</robot>"])


def good() -> dict[str, bytes]:
    """File name -> bytes of robots that satisfy every row."""
    chinese = ARM.replace('version="1.0"', 'version="1.0" encoding="GBK"', 1).replace('"upper"', '"上臂"')
    at_the_bounds = changed(
        ('lower="-1.5" upper="1.5"', 'lower="0" upper="0"'),
        ('<axis xyz="1 0 0"/>', '<axis xyz="1.005 0 0"/>'),
        ('ixx="1" ixy="0" ixz="0" iyy="1" iyz="0" izz="0"', 'ixx="1" ixy="0" ixz="0" iyy="1" iyz="0" izz="2.01"'),
        ('    <inertial><mass value="0"/><inertia ixx="0" ixy="0" ixz="0" iyy="0" iyz="0" izz="0"/></inertial>', EMPTY),
    )
    return {
        "arm.urdf": ARM.encode(),
        "at_the_bounds.urdf": at_the_bounds,
        "wheel.urdf": WHEEL.encode(),
        "chinese_names.urdf": chinese.encode("gbk"),
        "windows.urdf": b"\xef\xbb\xbf" + ARM.replace("\n", "\r\n").encode(),
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes of robots, each of which violates one row."""
    return {
        "TRM-URD-001_cut_off.urdf": ARM[:900].encode(),
        "TRM-URD-001_not_utf_8.urdf": ARM.replace('"upper"', '"上臂"').encode("gbk"),
        "TRM-URD-001_other_root.urdf": b'<sdf version="1.7"><model name="arm"/></sdf>',
        "TRM-URD-001_xml_version.urdf": changed(('<?xml version="1.0"?>', '<?xml version="one"?>')),
        "TRM-URD-002_robot_without_name.urdf": changed(('<robot name="arm"', "<robot")),
        "TRM-URD-002_joint_without_child.urdf": changed(('    <child link="tool"/>\n', "")),
        "TRM-URD-002_joint_without_type.urdf": changed((' name="flange" type="fixed"', ' name="flange"')),
        "TRM-URD-002_mesh_without_file.urdf": changed((' filename="../meshes/upper.stl"', "")),
        "TRM-URD-002_no_geometry.urdf": changed(('<geometry><box size="0.1 0.02 0.02"/></geometry>', "")),
        "TRM-URD-002_box_without_size.urdf": changed(('<box size="0.1 0.02 0.02"/>', "<box/>")),
        "TRM-URD-002_capsule_without_length.urdf": changed(('<sphere radius=".01"/>', '<capsule radius="0.1"/>')),
        "TRM-URD-002_axis_without_vector.urdf": changed(('<axis xyz="1 0 0"/>', "<axis/>")),
        "TRM-URD-002_limit_of_a_fixed_joint.urdf": changed(('<axis xyz="0 0 0"/>', '<limit lower="0" upper="0"/>')),
        "TRM-URD-003_nothing.urdf": changed(('value="4.5"', 'value=""')),
        "TRM-URD-003_two_numbers.urdf": changed(('xyz="0 0 0.2"', 'xyz="0 0.2"')),
        "TRM-URD-003_comma.urdf": changed(('value="4.5"', 'value="4,5"')),
        "TRM-URD-003_infinite.urdf": changed(('rpy="0 0 1.5708"', 'rpy="0 0 1e999"')),
        "TRM-URD-003_not_a_number.urdf": changed(('lower="-1.5"', 'lower="nan"')),
        "TRM-URD-004_same_name.urdf": changed(("  <joint", '  <link name="base"/>\n  <joint')),
        "TRM-URD-005_same_name.urdf": changed(('name="flange"', 'name="finger_left"')),
        "TRM-URD-006_ball.urdf": changed(('"flange" type="fixed"', '"flange" type="ball"')),
        "TRM-URD-006_capital.urdf": changed(('type="fixed"', 'type="Fixed"')),
        "TRM-URD-007_unknown_parent.urdf": changed(('<parent link="base"/>', '<parent link="ground"/>')),
        "TRM-URD-007_unknown_child.urdf": changed(('<child link="tool"/>', '<child link="tol"/>')),
        "TRM-URD-008_closed_chain.urdf": changed(("</robot>", TWO_PARENTS)),
        "TRM-URD-009_ring_beside.urdf": changed(("</robot>", RING)),
        "TRM-URD-010_two_roots.urdf": changed(("  <joint", '  <link name="marker"/>\n  <joint')),
        "TRM-URD-010_nothing.urdf": b'<robot name="nothing"/>',
        "TRM-URD-011_no_limit.urdf": changed(('    <limit lower="-1.5" upper="1.5" effort="INF" velocity="2"/>\n', "")),
        "TRM-URD-011_no_velocity.urdf": changed((' velocity="2"', "")),
        "TRM-URD-012_exchanged.urdf": changed(('lower="-1.5" upper="1.5"', 'lower="1.5" upper="-1.5"')),
        "TRM-URD-012_default.urdf": changed(('<limit upper="0.05"', '<limit lower="0.05"')),
        "TRM-URD-013_zero.urdf": changed(('xyz="0 0.7071 0.7071"', 'xyz="0 0 0"')),
        "TRM-URD-014_long.urdf": changed(('xyz="0 0.7071 0.7071"', 'xyz="0 1 1"')),
        "TRM-URD-003_two_scales.urdf": changed((' scale="0.001 0.001 0.001"', ' scale="1 1"')),
        "TRM-URD-009_eleven.urdf": changed(("</robot>", _ring(11))),
        "TRM-URD-009_ten.urdf": changed(("</robot>", _ring(10))),
        "TRM-URD-009_without_a_root.urdf": f'<robot name="ring">\n{RING}'.encode(),
        "TRM-URD-012_without_an_end.urdf": changed(('lower="-1.5" upper="1.5"', 'lower="INF" upper="1.5"')),
        "TRM-URD-014_slightly_long.urdf": changed(('<axis xyz="1 0 0"/>', '<axis xyz="0.6 0 0.9"/>')),
        "TRM-URD-014_too_long.urdf": changed(('<axis xyz="1 0 0"/>', '<axis xyz="1.7e308 1.7e308 1.7e308"/>')),
        "TRM-URD-015_slightly_negative.urdf": changed(('value="4.5"', 'value="-0.5"')),
        "TRM-URD-016_smallest_below_0.urdf": changed(('izz="0.09"', 'izz="-0.0003"'), ('ixx="0.06"', 'ixx="0.02"')),
        "TRM-URD-022_slightly_negative.urdf": changed(('rgba="0 0 0.8 1"', 'rgba="0 0 -0.5 1"')),
        "TRM-URD-022_slightly_more.urdf": changed(('rgba="0 0 0.8 1"', 'rgba="0 0 1.5 1"')),
        "TRM-URD-015_no_mass.urdf": changed(('      <mass value="4.5"/>\n', "")),
        "TRM-URD-015_no_value.urdf": changed(('<mass value="4.5"/>', "<mass/>")),
        "TRM-URD-015_zero.urdf": changed(('value="4.5"', 'value="0"')),
        "TRM-URD-015_negative.urdf": changed(('value="4.5"', 'value="-4.5"')),
        "TRM-URD-016_triangle.urdf": changed(('izz="0.09"', 'izz="0.13"')),
        "TRM-URD-016_negative.urdf": changed(('ixx="0.06" ixy="0"', 'ixx="0.06" ixy="0.07"')),
        "TRM-URD-017_unknown.urdf": changed((FINGER_MIMIC, '<mimic joint="finger"/>')),
        "TRM-URD-017_itself.urdf": changed((FINGER_MIMIC, '<mimic joint="finger_right"/>')),
        "TRM-URD-018_one_another.urdf": changed(('<axis xyz="1 0 0"/>', '<mimic joint="finger_right"/>')),
        "TRM-URD-019_web.urdf": changed(("../meshes/upper.stl", "https://example.com/upper.stl")),
        "TRM-URD-020_home.urdf": changed(("../meshes/upper.stl", "/home/me/upper.stl")),
        "TRM-URD-020_out_of_the_package.urdf": changed(("arm_description/meshes", "arm_description/../other")),
        "TRM-URD-020_no_package.urdf": changed(("package://arm_description/meshes/base.dae", "package://base.dae")),
        "TRM-URD-020_simulator.urdf": changed(("package://arm_description", "model://arm_description")),
        "TRM-URD-021_undefined.urdf": changed(('<material name="blue"/>', '<material name="red"/>')),
        "TRM-URD-022_bytes.urdf": changed(("0 0 0.8 1", "0 0 204 255")),
        "TRM-URD-023_cone.urdf": changed(('<sphere radius=".01"/>', '<cone radius="0.01"/>')),
        "TRM-URD-023_empty.urdf": changed(('<geometry><sphere radius=".01"/></geometry>', "<geometry/>")),
        "TRM-URD-024_twice.urdf": changed(("  <link", f"{BLUE_AGAIN}\n  <link")),
        "TRM-URD-025_empty_dynamics.urdf": changed(('<dynamics damping="0.1"/>', "<dynamics/>")),
        "TRM-URD-025_next_version.urdf": changed(('<robot name="arm"', '<robot name="arm" version="2.0"')),
    }
