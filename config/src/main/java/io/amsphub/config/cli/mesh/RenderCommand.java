package io.amsphub.config.cli.mesh;

import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.render.GlbWriter;
import io.amsphub.mesh.render.MeshRenderer;
import io.amsphub.mesh.render.RenderOptions;
import io.amsphub.mesh.render.StandardView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Draws a model, or writes it for viewers in a browser. */
@Command(name = "render", description = "Draw a model as a picture (PNG), or write it for viewers (GLB).")
final class RenderCommand extends FileCommand implements Callable<Integer> {

    @Parameters(paramLabel = "IN", description = "the model")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path input;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "where to write; the end of the name says what: .png or .glb")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path output;

    @Option(
            names = "--view",
            paramLabel = "VIEW",
            defaultValue = "isometric",
            converter = ViewName.class,
            description = "isometric (default), isometric-below, front, back, left, right, top or bottom")
    private StandardView view = StandardView.ISOMETRIC;

    @Option(names = "--findings", description = "examine the model and mark what is wrong")
    private boolean findings;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            converter = PictureSize.class,
            description = "of the picture in pixels (default: 960x720)")
    private RenderOptions size = RenderOptions.defaults();

    @Override
    public Integer call() {
        return one(input, this::render);
    }

    private int render(Path file) throws FileRefusal {
        String name = String.valueOf(output.getFileName()).toLowerCase(Locale.ROOT);
        boolean glb = name.endsWith(".glb");
        if (!glb && !name.endsWith(".png")) {
            throw new FileRefusal(
                    FileRefusal.NO_WRITER,
                    "the name " + output.getFileName() + " does not say what to write",
                    "",
                    "End it in .png or .glb");
        }
        WholeFile target = new WholeFile(output);
        target.requireOther(file);
        ModelFiles models = mesh().files();
        ModelFiles.Loaded loaded = models.load(file);
        TriangleMesh mesh = loaded.surface();
        models.progress().stage("drawing " + file, loaded.bytes());
        DetectionReport report = findings ? MeshDetection.detect(mesh) : null;
        long bytes = target.write(glb ? viewerFile(mesh, report) : picture(mesh, report));
        models.progress().done();
        mesh().out()
                .println(
                        mesh().json()
                                ? ReportJson.drawn(file, loaded, output, bytes)
                                : ReportText.drawn(file, loaded, output, bytes));
        mesh().out().flush();
        return MeshCommand.SOUND;
    }

    private WholeFile.Content picture(TriangleMesh mesh, @Nullable DetectionReport report) {
        RenderOptions options = size.withView(view);
        byte[] png = report == null ? MeshRenderer.png(mesh, options) : MeshRenderer.png(mesh, report, options);
        return out -> out.write(png);
    }

    private static WholeFile.Content viewerFile(TriangleMesh mesh, @Nullable DetectionReport report) {
        return out -> {
            try {
                if (report == null) {
                    GlbWriter.write(mesh, out);
                } else {
                    GlbWriter.write(mesh, report, out);
                }
            } catch (IllegalArgumentException e) {
                throw new IOException(e.getMessage(), e);
            }
        };
    }

    /** Names of views as on a command line. */
    static final class ViewName implements ITypeConverter<StandardView> {
        @Override
        public StandardView convert(String text) {
            for (StandardView view : StandardView.values()) {
                if (view.name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                    return view;
                }
            }
            throw new TypeConversionException("'" + text + "' is no view; say isometric, isometric-below, front, back,"
                    + " left, right, top or bottom");
        }
    }
}
