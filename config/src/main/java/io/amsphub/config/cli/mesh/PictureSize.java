package io.amsphub.config.cli.mesh;

import io.amsphub.mesh.render.RenderOptions;
import io.amsphub.mesh.render.StandardView;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The size of a picture as it is written on a command line. */
final class PictureSize implements ITypeConverter<RenderOptions> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})");

    @Override
    public RenderOptions convert(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new TypeConversionException("'" + text + "' is no size in pixels, such as 960x720");
        }
        try {
            return new RenderOptions(
                    StandardView.ISOMETRIC, Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is no size: " + e.getMessage());
        }
    }
}
