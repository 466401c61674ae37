package io.amsphub.mesh.printability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits as data: lines of cells with a tab between them, and a hash in front of remarks.
 *
 * <pre>
 * source   KEY       TEXT                            where figures come from
 * family   CATEGORY  FAMILY  MATERIAL, MATERIAL ...  materials that behave alike
 * limit    CATEGORY  WHO     LIMIT  AMOUNT  KEY      AMOUNT is 0.8, "2 nozzle", "1 layer" or "none"
 * </pre>
 *
 * <p>WHO is {@code *} for all, or a family, a material, or a machine. What is said of a family overrides what is
 * said of all, a material overrides its family, and a machine all of them. Case, blanks and punctuation of
 * these names do not matter. Immutable.
 */
public final class LimitTable {

    private static final String RESOURCE = "process-limits.tsv";
    private static final String ALL = "*";

    private final Map<String, String> sources = new HashMap<>();
    private final Map<String, String> families = new HashMap<>();
    private final Map<String, Map<Limit, LimitValue>> limits = new HashMap<>();
    private final Map<String, List<Limit>> removed = new HashMap<>();

    private LimitTable() {}

    private static final class Standard {
        static final LimitTable TABLE = load();

        private static LimitTable load() {
            try (InputStream in = LimitTable.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException(RESOURCE + " is missing beside LimitTable");
                }
                return read(new InputStreamReader(in, StandardCharsets.UTF_8));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    /** Returns the table of this module. */
    public static LimitTable standard() {
        return Standard.TABLE;
    }

    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException when a line is not understood; the message names the line, what is wrong
     *     with it and what was expected
     */
    public static LimitTable read(Reader reader) throws IOException {
        LimitTable table = new LimitTable();
        BufferedReader lines = new BufferedReader(reader);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                try {
                    table.add(line.split("\t+", -1));
                } catch (IllegalArgumentException wrong) {
                    throw new IllegalArgumentException("line " + number + ": " + wrong.getMessage(), wrong);
                }
            }
        }
        return table;
    }

    private void add(String[] cells) {
        switch (cells[0] + " " + cells.length) {
            case "source 3" -> sources.put(cells[1], cells[2]);
            case "family 4" -> {
                String category = ProcessCategory.valueOf(cells[1]).name();
                for (String material : cells[3].split(",", -1)) {
                    families.put(key(category, material), key(category, cells[2]));
                }
            }
            case "limit 6" -> addLimit(cells);
            default ->
                throw new IllegalArgumentException(
                        "expected source with 2 more cells, family with 3 or limit with 5, separated by tabs");
        }
    }

    private void addLimit(String[] cells) {
        String who = key(ProcessCategory.valueOf(cells[1]).name(), cells[2]);
        Limit limit = Limit.valueOf(cells[3]);
        String source = sources.get(cells[5]);
        if (source == null) {
            throw new IllegalArgumentException("no source line above defines " + cells[5]);
        }
        if (cells[4].equals("none")) {
            removed.computeIfAbsent(who, w -> new ArrayList<>()).add(limit);
            return;
        }
        String[] amount = cells[4].split(" ", -1);
        LimitValue.Basis basis = amount.length == 1
                ? LimitValue.Basis.UNIT
                : LimitValue.Basis.valueOf(amount[1].toUpperCase(Locale.ROOT));
        limits.computeIfAbsent(who, w -> new EnumMap<>(Limit.class))
                .put(limit, new LimitValue(Double.parseDouble(amount[0]), basis, source));
    }

    private static String key(String category, String name) {
        String plain = name.equals(ALL) ? ALL : name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return category + " " + plain;
    }

    /**
     * Returns the limits of a category, a material and a machine.
     *
     * @param material name of a material or a family; one that is not known, or empty, has the limits of all
     * @param machine name of a machine; one that is not known, or empty, changes nothing
     */
    public ProcessLimits limits(ProcessCategory category, String material, String machine) {
        Map<Limit, LimitValue> values = new EnumMap<>(Limit.class);
        String materialKey = key(category.name(), material);
        layOver(values, key(category.name(), ALL));
        layOver(values, families.get(materialKey));
        layOver(values, material.isEmpty() ? null : materialKey);
        layOver(values, machine.isEmpty() ? null : key(category.name(), machine));
        return new ProcessLimits(category, material, machine, values);
    }

    private void layOver(Map<Limit, LimitValue> values, @Nullable String who) {
        if (who != null) {
            values.putAll(limits.getOrDefault(who, Map.of()));
            removed.getOrDefault(who, List.of()).forEach(values::remove);
        }
    }
}
