package io.amsphub.mesh.printability;

/** One question about printability. Never throws on a mesh; adds judgements and what it could not judge. */
interface PrintCheck {

    /** Judges a part. */
    void judge(PrintModel model, Judgements out);
}
