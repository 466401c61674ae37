package io.amsphub.config.simulator.machine;

import java.util.Map;
import java.util.TreeMap;

/** Plausible temperatures: warm while printing, room temperature otherwise. */
final class Temperatures {

    private static final double ROOM_C = 24;

    private Temperatures() {}

    static Map<String, Double> of(String processCategory, boolean printing) {
        Map<String, Double> temperatures = new TreeMap<>();
        switch (processCategory) {
            case "MEX" -> {
                temperatures.put("nozzle", printing ? 215 : ROOM_C);
                temperatures.put("platform", printing ? 60 : ROOM_C);
            }
            case "PBF" -> {
                temperatures.put("chamber", printing ? 165 : ROOM_C);
                temperatures.put("platform", printing ? 172 : ROOM_C);
            }
            default -> temperatures.put("platform", printing ? 31 : ROOM_C);
        }
        return temperatures;
    }
}
