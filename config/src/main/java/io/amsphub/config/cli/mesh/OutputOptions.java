package io.amsphub.config.cli.mesh;

import io.amsphub.mesh.io.MeshFormat;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** From where, to where, and how: shared by the commands that write a model. */
final class OutputOptions {

    @Parameters(paramLabel = "IN", description = "the model")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path input;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "where to write; the end of the name says the format: .stl (binary), .3mf, .ply or .obj")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatName.class,
            description = "the format to write if the name does not say it: stl, 3mf, ply, obj")
    private @Nullable MeshFormat format;

    @Option(names = "--overwrite", description = "allow OUT to replace IN")
    private boolean overwrite;

    Path input() {
        return input;
    }

    OutputFile output() throws FileRefusal {
        return OutputFile.of(output, input, format, overwrite);
    }

    /** Names of formats as on a command line. */
    static final class FormatName implements ITypeConverter<MeshFormat> {
        @Override
        public MeshFormat convert(String text) {
            for (MeshFormat format : MeshFormat.values()) {
                if (format.extension().equals(text.toLowerCase(Locale.ROOT))) {
                    return format;
                }
            }
            throw new TypeConversionException("'" + text + "' is no format; say stl, 3mf, ply or obj");
        }
    }
}
