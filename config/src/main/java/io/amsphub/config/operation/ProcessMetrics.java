package io.amsphub.config.operation;

import io.amsphub.config.HubVersion;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.nio.file.Path;
import java.util.List;

/**
 * What the process takes, as metrics: heap, garbage collection, threads, processors, file descriptors and the disk of
 * the data directory, under the names of Micrometer; and {@code hub_info{version}}, which is always 1.
 */
public final class ProcessMetrics implements MeterBinder, AutoCloseable {

    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Path dataDirectory;

    /** Metrics of this process and the disk of a directory. */
    public ProcessMetrics(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        List.of(
                        collections,
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ClassLoaderMetrics(),
                        new ProcessorMetrics(),
                        new FileDescriptorMetrics(),
                        new UptimeMetrics(),
                        new DiskSpaceMetrics(dataDirectory.toFile()))
                .forEach(binder -> binder.bindTo(registry));
        Gauge.builder("hub.info", () -> 1)
                .description("which hub it is")
                .tag("version", HubVersion.HUB)
                .register(registry);
    }

    /** Ends the listening to garbage collections. */
    @Override
    public void close() {
        collections.close();
    }
}
