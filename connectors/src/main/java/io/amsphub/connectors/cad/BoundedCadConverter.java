package io.amsphub.connectors.cad;

import io.amsphub.connectors.process.BoundedProcess;
import io.amsphub.connectors.process.WorkDirectory;
import io.amsphub.processors.cad.CadFormat;
import io.amsphub.processors.cad.Tessellation;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.CadConverter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * {@link CadConverter} by FreeCAD (STEP, IGES, BREP) and OpenSCAD. Each conversion has a directory of its
 * own, which is gone afterwards.
 */
public final class BoundedCadConverter implements CadConverter {

    private static final String STL = "model/stl";

    private final Blobs blobs;
    private final Path workDirectory;
    private final CadTool freeCad;
    private final CadTool openScad;

    /**
     * A converter.
     *
     * @param workDirectory where the directories of the conversions are made
     */
    public BoundedCadConverter(Blobs blobs, Path workDirectory, CadSettings settings) {
        this.blobs = blobs;
        this.workDirectory = workDirectory;
        BoundedProcess process = new BoundedProcess(settings.limits());
        this.freeCad = new FreeCad(settings, process);
        this.openScad = new OpenScad(settings, process);
    }

    @Override
    public Tessellation convert(CadFormat format, BlobRef source, Map<String, String> parameters) throws IOException {
        try (WorkDirectory work = WorkDirectory.below(workDirectory)) {
            Path directory = work.path();
            Path file = directory.resolve("source." + format.extension());
            try (InputStream in = blobs.open(source)) {
                Files.copy(in, file);
            }
            Path target = directory.resolve("mesh.stl");
            CadTool tool = format == CadFormat.OPENSCAD ? openScad : freeCad;
            CadTool.Facts facts = tool.convert(format, directory, file, target, parameters);
            return facts.with(blobs.madeOf(source).store(STL, out -> Files.copy(target, out)));
        }
    }
}
