package io.amsphub.connectors.printer;

import io.amsphub.processors.port.PrinterDialect;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The dialects on the class path. */
public final class Dialects {

    private Dialects() {}

    /**
     * Returns every dialect that is named in {@code META-INF/services}, by its name.
     *
     * @throws IllegalStateException when two of them have the same name
     */
    public static List<PrinterDialect> load() {
        List<PrinterDialect> dialects = ServiceLoader.load(PrinterDialect.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(PrinterDialect::name))
                .toList();
        if (dialects.stream().map(PrinterDialect::name).distinct().count() != dialects.size()) {
            throw new IllegalStateException("two printer dialects have the same name: "
                    + dialects.stream().map(PrinterDialect::name).toList());
        }
        return dialects;
    }
}
