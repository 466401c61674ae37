package io.amsphub.connectors.sparkplug;

/**
 * An edge node.
 *
 * @param group its group
 * @param name its name there
 */
public record EdgeId(String group, String name) {

    @Override
    public String toString() {
        return group + "/" + name;
    }
}
