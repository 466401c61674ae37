package io.amsphub.processors.sliced;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What {@code Metadata/slice_info.config} of a sliced 3MF says of one plate: estimated time, and filament by its place.
 * Nothing outside the file is read for it.
 */
final class SliceInfo {

    private static final int MOST_FILAMENTS = 64;
    private static final double MM_PER_M = 1000;
    private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,12}(?:\\.\\d{1,12})?)\\s*(?:[,;].*)?");

    private final Map<String, String> values;
    private final List<GcodeFacts.Tool> tools;

    private SliceInfo(Map<String, String> values, List<GcodeFacts.Tool> tools) {
        this.values = values;
        this.tools = tools;
    }

    /**
     * Reads what is said of a plate.
     *
     * @param plate its number, from 1
     * @throws XMLStreamException when it is no XML, or refers to something outside
     */
    static SliceInfo read(byte[] xml, int plate) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
        try {
            SliceInfo first = null;
            while (in.hasNext()) {
                if (in.next() == XMLStreamConstants.START_ELEMENT
                        && in.getLocalName().equals("plate")) {
                    SliceInfo info = plate(in);
                    first = first == null ? info : first;
                    if (info.values.getOrDefault("index", "").strip().equals(Integer.toString(plate))) {
                        return info;
                    }
                }
            }
            boolean numbered = first != null && first.values.containsKey("index");
            return first == null || numbered ? new SliceInfo(Map.of(), List.of()) : first;
        } finally {
            in.close();
        }
    }

    private static SliceInfo plate(XMLStreamReader in) throws XMLStreamException {
        Map<String, String> values = new HashMap<>();
        List<GcodeFacts.Tool> tools = new ArrayList<>();
        while (in.hasNext()) {
            int event = in.next();
            if (event == XMLStreamConstants.END_ELEMENT && in.getLocalName().equals("plate")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT && in.getLocalName().equals("metadata")) {
                values.putIfAbsent(attribute(in, "key"), attribute(in, "value"));
            } else if (event == XMLStreamConstants.START_ELEMENT
                    && in.getLocalName().equals("filament")
                    && tools.size() < MOST_FILAMENTS) {
                tools.add(tool(in, tools.size()));
            }
        }
        return new SliceInfo(values, tools);
    }

    private static GcodeFacts.Tool tool(XMLStreamReader in, int before) {
        Double id = positive(attribute(in, "id"));
        Double metres = positive(attribute(in, "used_m"));
        return new GcodeFacts.Tool(
                id == null ? before : id.intValue() - 1,
                GcodeComments.kind(attribute(in, "type")),
                metres == null ? null : metres * MM_PER_M,
                positive(attribute(in, "used_g")));
    }

    private static String attribute(XMLStreamReader in, String name) {
        String value = in.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private static @Nullable Double positive(@Nullable String text) {
        Matcher number = NUMBER.matcher(text == null ? "" : text.toLowerCase(Locale.ROOT));
        double value = number.matches() ? Double.parseDouble(number.group(1)) : 0;
        return value > 0 ? value : null;
    }

    /** Returns what the G-code says of itself, and what is said here where both say something. */
    GcodeFacts over(GcodeFacts gcode) {
        Double time = positive(values.get("prediction"));
        Double mass = positive(values.get("weight"));
        Double nozzle = positive(values.get("nozzle_diameters"));
        String model = values.getOrDefault("printer_model_id", "").strip();
        List<String> kinds = tools.stream()
                .map(GcodeFacts.Tool::feedstock)
                .filter(kind -> kind != null)
                .map(String::valueOf)
                .distinct()
                .toList();
        Double length = tools.isEmpty() || tools.stream().anyMatch(tool -> tool.filamentMm() == null)
                ? gcode.filamentMm()
                : (Double) tools.stream()
                        .mapToDouble(tool -> tool.filamentMm() == null ? 0 : tool.filamentMm())
                        .sum();
        return new GcodeFacts(
                gcode.slicer(),
                time == null ? gcode.printTimeS() : (Long) Math.round(time),
                length,
                gcode.filamentMm3(),
                mass == null ? gcode.filamentG() : mass,
                kinds.isEmpty() ? gcode.feedstocks() : kinds,
                nozzle == null ? gcode.nozzleMm() : nozzle,
                gcode.printer() == null && !model.isEmpty() ? model : gcode.printer(),
                gcode.layers(),
                gcode.bed(),
                gcode.space(),
                tools.isEmpty() ? gcode.tools() : tools);
    }
}
