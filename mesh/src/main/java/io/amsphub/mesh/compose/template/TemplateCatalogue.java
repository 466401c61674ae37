package io.amsphub.mesh.compose.template;

import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.compose.ComposeFault;
import java.util.List;
import java.util.stream.Collectors;

/** All templates, in the order in which they are shown. */
public final class TemplateCatalogue {

    private static final List<Template> ALL = List.of(
            TurnedParts.spacer(),
            TurnedParts.pipeAdapter(),
            HexStandoff.template(),
            ControlKnob.template(),
            AngleBracket.template(),
            LiddedBox.template(),
            RibbedEnclosure.template(),
            CableClip.template(),
            NamePlate.template(),
            SpurGear.template());

    private TemplateCatalogue() {}

    /** Returns all templates. */
    public static List<Template> all() {
        return ALL;
    }

    /**
     * Returns a template by name.
     *
     * @throws ComposeException when there is none, with the names that there are
     */
    public static Template get(String name) throws ComposeException {
        for (Template template : ALL) {
            if (template.name().equals(name)) {
                return template;
            }
        }
        String known = ALL.stream().map(Template::name).collect(Collectors.joining(", "));
        throw new ComposeException(ComposeFault.UNKNOWN_NAME, "there are the templates " + known, "template name");
    }
}
