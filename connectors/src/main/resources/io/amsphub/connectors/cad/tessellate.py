"""Reads exact geometry with FreeCAD and writes a mesh of it as binary STL, in mm.

Usage: tessellate.py LIBRARY SOURCE TARGET RELATIVE MINIMUM MAXIMUM ANGULAR

The linear deflection is RELATIVE times the diagonal of the bounding box, kept between MINIMUM and
MAXIMUM (mm); ANGULAR is in rad. Prints one line that starts with RESULT and holds a JSON object.
Exit codes: 0 done, 3 nothing could be read, 4 neither solid nor surface.
"""

import json
import sys

library, source, target = sys.argv[1:4]
relative, minimum, maximum, angular = (float(a) for a in sys.argv[4:8])
sys.path.append(library)

import FreeCAD  # noqa: E402  (its library path is an argument)
import MeshPart  # noqa: E402
import Part  # noqa: E402

shape = Part.Shape()
try:
    shape.read(source)
except Exception as error:  # whatever Open CASCADE throws, it could not read the file
    print("cannot be read: %s" % error)
    sys.exit(3)
if shape.isNull():
    print("holds no shape")
    sys.exit(3)
if not shape.Faces:
    print("holds neither solid nor surface, only %s" % shape.ShapeType)
    sys.exit(4)

box = shape.BoundBox
linear = min(maximum, max(minimum, relative * box.DiagonalLength))
mesh = MeshPart.meshFromShape(
    Shape=shape, LinearDeflection=linear, AngularDeflection=angular, Relative=False
)
if mesh.CountFacets == 0:
    print("its surfaces could not be divided into facets")
    sys.exit(4)
mesh.write(Filename=target, Format="STL")
print(
    "RESULT "
    + json.dumps(
        {
            "version": ".".join(FreeCAD.Version()[:3]),
            "solids": len(shape.Solids),
            "faces": len(shape.Faces),
            "valid": shape.isValid(),
            "volume": sum(s.Volume for s in shape.Solids),
            "area": shape.Area,
            "size": [box.XLength, box.YLength, box.ZLength],
            "linearDeflection": linear,
            "facets": mesh.CountFacets,
        }
    )
)
