package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.port.Backups;
import java.io.IOException;
import java.util.List;

/** Backups of the hub. They stay on its machine: what is in them is as secret as the data directory. */
public final class BackupResource implements ApiResource {

    private final Backups backups;

    /** The resource over what makes them. */
    public BackupResource(Backups backups) {
        this.backups = backups;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.streaming(
                        "createBackup", OPERATORS, r -> HttpReply.json(200, backups.make(r.path("backupName")))),
                ApiOperation.streaming("listBackups", OPERATION_READERS, r -> list()));
    }

    private HttpReply list() throws IOException {
        ObjectNode body = Json.mapper().createObjectNode();
        body.putPOJO("items", backups.list());
        return HttpReply.json(200, body);
    }
}
