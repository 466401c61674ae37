package io.amsphub.config.simulator.bambu;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports of a machine that tells everything once and then what has changed: which job it has before how that one is,
 * as some do.
 */
final class ReportDelta {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FIRST = List.of("subtask_id", "task_id", "project_id", "subtask_name");
    private static final int CUT_EVERY = 5;

    private @Nullable ObjectNode told;
    private int number;

    /** Returns everything. */
    ObjectNode whole(ObjectNode status) {
        told = status.deepCopy();
        return message(status.deepCopy(), 0);
    }

    /** Returns a sign of life. */
    List<ObjectNode> alive(ObjectNode status) {
        ObjectNode one = JSON.createObjectNode();
        one.set("wifi_signal", status.path("wifi_signal"));
        return List.of(message(one, 1));
    }

    /** Returns what has changed since. */
    List<ObjectNode> changes(ObjectNode status) {
        ObjectNode before = told;
        if (before == null) {
            return List.of();
        }
        ObjectNode job = JSON.createObjectNode();
        ObjectNode rest = JSON.createObjectNode();
        status.properties().forEach(field -> {
            if (!field.getValue().equals(before.get(field.getKey()))) {
                (FIRST.contains(field.getKey()) ? job : rest).set(field.getKey(), field.getValue());
            }
        });
        told = status.deepCopy();
        List<ObjectNode> messages = new ArrayList<>();
        if (!job.isEmpty()) {
            messages.add(message(job, 1));
        }
        if (!rest.isEmpty()) {
            messages.add(message(rest, 1));
        }
        return messages;
    }

    private ObjectNode message(ObjectNode print, int kind) {
        print.put("command", "push_status").put("msg", kind).put("sequence_id", Integer.toString(++number));
        if (number % CUT_EVERY == 0) {
            print.put("last_name", "part " + Wire.CUT);
        }
        ObjectNode envelope = JSON.createObjectNode();
        envelope.set("print", print);
        return envelope;
    }
}
