package io.amsphub.mesh.io;

/**
 * Every rule that a model file can break, with the stable code that clients see and the remedy. Codes are
 * never reused or renumbered; a new rule gets a new number.
 */
public enum MeshFault {
    /** The file has no bytes. */
    EMPTY_FILE("MESH-IO-001", "Upload the file again; the export or the transfer was cut short"),
    /** Neither the content nor the name fits a format that is read. */
    UNKNOWN_FORMAT("MESH-IO-002", "Send STL, OBJ, PLY, OFF, AMF or 3MF"),
    /** The input ends in the middle of something. */
    TRUNCATED("MESH-IO-003", "Export or upload the file again; its end is missing"),
    /** A word that should be a number is not one. */
    BAD_NUMBER("MESH-IO-004", "Export the file again with a full stop as decimal sign"),
    /** A coordinate is infinite or not a number. */
    NOT_FINITE("MESH-IO-005", "Repair the model in the program that made it; a point lies nowhere"),
    /** A count or an index is outside the range that the format or the file allows. */
    BAD_COUNT("MESH-IO-006", "Export the file again; a count or an index in it is impossible"),
    /** A facet refers to a point that the file does not have. */
    INDEX_OUT_OF_RANGE("MESH-IO-007", "Export the file again; facets refer to points that are not there"),
    /** The text holds a word that the format does not have at this place. */
    UNEXPECTED_WORD("MESH-IO-008", "Export the file again; the text does not follow the format"),
    /** There are points or lines but not one facet, so there is no surface. */
    NO_FACETS("MESH-IO-009", "Export the model as a mesh of facets; points and lines cannot be printed"),

    /** The file is longer than the limit. */
    TOO_LONG("MESH-LIM-001", "Reduce the model, or ask the operator for a higher limit"),
    /** The mesh has more facets or points than the limit. */
    TOO_MANY_FACETS("MESH-LIM-002", "Reduce the model, or ask the operator for a higher limit"),
    /** A line or a word of a text format is longer than any exporter writes. */
    LINE_TOO_LONG("MESH-LIM-003", "Export the file again with one statement a line"),
    /** A package has too many entries, unfolds to too many bytes, or packs them suspiciously well. */
    PACKAGE_TOO_LARGE("MESH-LIM-004", "Save the package again with one model in it"),
    /** The markup is nested deeper, or has longer names and values, than any model needs. */
    MARKUP_TOO_LARGE("MESH-LIM-005", "Save the model again with another program"),
    /** The model takes more memory than there is, as its length and header say. */
    TOO_MUCH_MEMORY("MESH-LIM-006", "Reduce the model, or allow more memory"),

    /** The header promises more facets than the file has bytes for. */
    STL_COUNT("MESH-STL-001", "Export or upload the file again; facets are missing at its end"),
    /** The file says neither "solid" nor has the length of a binary STL. */
    STL_NEITHER("MESH-STL-002", "Export the model again as binary STL"),
    /** A facet of an ASCII STL does not have three corners. */
    STL_CORNERS("MESH-STL-003", "Export the model again; each facet needs three corners"),

    /** A face or vertex statement of an OBJ is malformed. */
    OBJ_STATEMENT("MESH-OBJ-001", "Export the model again; the statement does not follow the format"),

    /** The directory of a zip archive is missing, cut short, or disagrees with the entries. */
    ZIP_DIRECTORY("MESH-ZIP-001", "Upload the file again; if it was cut short its end is missing"),
    /** A part is encrypted or packed in a way other than stored and deflated. */
    ZIP_METHOD("MESH-ZIP-002", "Save the package again without encryption, with ordinary compression"),
    /** Two entries share a name or bytes. */
    ZIP_OVERLAP("MESH-ZIP-003", "Save the package again; its entries overlap"),
    /** An entry has a name that no part may have. */
    ZIP_NAME("MESH-ZIP-004", "Save the package again; a name in it leads out of the package"),
    /** A part does not unfold to what the directory declares. */
    ZIP_DATA("MESH-ZIP-005", "Upload the file again; it was damaged on its way"),

    /** Markup is not well-formed XML 1.0 with namespaces. */
    XML_SYNTAX("MESH-XML-001", "Save the model again with another program; its markup is broken"),
    /** Markup has a document type declaration (3MF core 2.3.2), by which files are read and bombs are built. */
    XML_DOCTYPE("MESH-XML-002", "Save the model again without a document type declaration"),
    /** Markup refers to an entity other than the five of XML. */
    XML_ENTITY("MESH-XML-003", "Save the model again without entities of its own"),
    /** Markup is not in UTF-8 or UTF-16 (3MF core 2.3.2). */
    XML_ENCODING("MESH-XML-004", "Save the model again in UTF-8"),

    /** The archive is not an OPC package: content types or relationships are missing or malformed (3MF core 2). */
    OPC_PACKAGE("MESH-3MF-001", "Save the model again as 3MF; this archive is not one"),
    /** There is no 3D model part, or more than one (3MF core 2.1.1, 2.1.2). */
    OPC_MODEL_PART("MESH-3MF-002", "Save the package again with exactly one 3D model as its start part"),
    /** A relationship leads out of the package or to a part that is not there (3MF core 2.1.1, 2.1.3). */
    OPC_RELATIONSHIP("MESH-3MF-003", "Save the package again with all of its parts in it"),
    /** There is more than one print ticket (3MF core 2.1.4). */
    OPC_PRINT_TICKET("MESH-3MF-004", "Save the package again with one print ticket at most"),
    /** An attribute stands where the schema does not allow one (3MF core 2.3.2, 2.3.4, appendix B). */
    MF_ATTRIBUTE("MESH-3MF-005", "Save the model again without the attribute"),
    /** Metadata without a name, or with a name used before (3MF core 3.4.1). */
    MF_METADATA("MESH-3MF-006", "Save the model again with one name for each metadata element"),
    /** The root is not a model, or its resources or build are missing (3MF core 3.4). */
    MF_STRUCTURE("MESH-3MF-007", "Save the model again with resources and a build"),
    /** An object has an unknown type, or neither a mesh nor components (3MF core 4). */
    MF_OBJECT("MESH-3MF-008", "Save the model again; an object in it is not one"),
    /** A property is missing, unknown, or outside its group (3MF core 4, 5; materials 1.2). */
    MF_PROPERTY("MESH-3MF-009", "Save the model again; a colour or material in it is not defined"),
    /** A resource has no number, or one that another has (3MF core 3.4.2, 5). */
    MF_RESOURCE("MESH-3MF-010", "Save the model again with a number of its own for each resource"),
    /** An item or component refers to an object that it may not refer to, or that is not there (3MF core 3.4.3, 4.2). */
    MF_REFERENCE("MESH-3MF-011", "Save the model again; an item or component refers to no usable object"),
    /** A transform is not twelve finite numbers, or flattens what it moves (3MF core 3.3). */
    MF_TRANSFORM("MESH-3MF-012", "Save the model again; a placement in it is no placement"),
    /** The model requires an extension that is not understood (3MF core 2.3.1). */
    MF_EXTENSION("MESH-3MF-013", "Save the model again without the extension, for instance as plain triangles"),
    /** The model part is encrypted (3MF secure content). */
    MF_ENCRYPTED(
            "MESH-3MF-014", "Send the model without encryption, or open it with the private key it was encrypted for"),
    /** The unit is none of those the format has. */
    BAD_UNIT("MESH-3MF-015", "Save the model again with a unit that the format has"),
    /** Components are nested too deeply. */
    MF_NESTING("MESH-3MF-016", "Save the model again with fewer levels of components"),
    /** The key store of a package is incomplete, or asks for a cipher that is not read (3MF secure content). */
    MF_KEY_STORE("MESH-3MF-017", "Ask who encrypted the package to do so with AES-256-GCM and RSA-OAEP"),
    /** The key that was given opens none of the rights to a part (3MF secure content 2.2.2). */
    MF_NO_ACCESS("MESH-3MF-018", "Give the private key that the package was encrypted for"),
    /** An encrypted part was changed after it was encrypted (3MF secure content 2.2.1.1). */
    MF_TAMPERED("MESH-3MF-019", "Get the package again from who encrypted it; it was changed or damaged on its way"),

    /** The document is not an AMF model, or an element in it lacks what it needs. */
    AMF_STRUCTURE("MESH-AMF-001", "Save the model again; an element in it is incomplete"),
    /** The model has curved triangles: normals at vertices or tangents at edges. */
    AMF_CURVED("MESH-AMF-002", "Export the model again with flat triangles, or as 3MF"),
    /** An instance refers to nothing, or constellations contain each other. */
    AMF_CONSTELLATION("MESH-AMF-003", "Save the model again; its arrangement of objects is broken"),

    /** The header of a PLY does not follow the format. */
    PLY_HEADER("MESH-PLY-001", "Export the model again; the header does not follow the format"),
    /** Vertices without x, y and z, or a face element without a list of indices. */
    PLY_PROPERTIES("MESH-PLY-002", "Export the model again with x, y, z and vertex indices"),

    /** The header of an OFF does not follow the format, or is of a kind that is not read (binary, four-dimensional). */
    OFF_HEADER("MESH-OFF-001", "Export the model again as plain three-dimensional OFF");

    private final String code;
    private final String remedy;

    MeshFault(String code, String remedy) {
        this.code = code;
        this.remedy = remedy;
    }

    /** Returns the stable code, such as {@code MESH-STL-001}. */
    public String code() {
        return code;
    }

    /** Returns what the sender can do about it, one or two clauses. */
    public String remedy() {
        return remedy;
    }
}
