package io.amsphub.mesh.check;

/** How much a finding matters for printing, from worst to least. */
public enum Severity {
    /** The mesh does not bound a volume without doubt: it must not be printed as it is. */
    BLOCKS,
    /** It can be printed, but the result may differ from what was meant. */
    DEGRADES,
    /** Worth knowing; nothing has to be done. */
    INFORMS
}
