package io.amsphub.connectors.jpa;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes records as they are in another version, without a look at their document. Safe for use by several threads.
 *
 * @param <T> a record with a component {@code long version}
 */
final class RecordVersions<T> {

    private static final String VERSION = "version";

    private final Constructor<T> canonical;
    private final List<RecordComponent> components;

    private RecordVersions(Constructor<T> canonical, List<RecordComponent> components) {
        this.canonical = canonical;
        this.components = components;
    }

    /** Returns how the versions of a type are made; null when it has none. */
    static <T> @Nullable RecordVersions<T> of(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        boolean versioned = components != null
                && Arrays.stream(components).anyMatch(c -> c.getName().equals(VERSION) && c.getType() == long.class);
        if (!versioned) {
            return null;
        }
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return new RecordVersions<>(type.getDeclaredConstructor(types), List.of(components));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no canonical constructor", e);
        }
    }

    /** Returns a record as it is in a version; itself when that is its own. */
    T in(T record, long version) {
        try {
            Object[] values = new Object[components.size()];
            for (int n = 0; n < values.length; n++) {
                RecordComponent component = components.get(n);
                values[n] = component.getAccessor().invoke(record);
                if (component.getName().equals(VERSION)) {
                    if (values[n].equals(version)) {
                        return record;
                    }
                    values[n] = version;
                }
            }
            return canonical.newInstance(values);
        } catch (IllegalAccessException | InvocationTargetException | InstantiationException e) {
            throw new IllegalStateException(record.getClass() + " cannot be copied", e);
        }
    }
}
