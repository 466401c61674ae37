package io.amsphub.config.cli.mesh;

import io.amsphub.mesh.measure.BuildVolume;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A build volume as it is written on a command line. */
final class BuildVolumeSize implements ITypeConverter<BuildVolume> {

    private static final String LENGTH = "(\\d{1,6}(?:\\.\\d{1,6})?)";
    private static final Pattern FORM = Pattern.compile(LENGTH + "[xX]" + LENGTH + "[xX]" + LENGTH);

    @Override
    public BuildVolume convert(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new TypeConversionException("'" + text + "' is no build volume in mm, such as 250x210x220");
        }
        return new BuildVolume(
                Double.parseDouble(form.group(1)),
                Double.parseDouble(form.group(2)),
                Double.parseDouble(form.group(3)));
    }
}
