package io.amsphub.processors.api;

import io.amsphub.processors.step.Purge;
import java.util.List;

/** What has reached its age: how much of it there is, and its removal. */
public final class PurgeResource implements ApiResource {

    private final Purge purge;

    /** The resource over what removes. */
    public PurgeResource(Purge purge) {
        this.purge = purge;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.streaming("previewPurge", OPERATION_READERS, r -> HttpReply.json(200, purge.preview())),
                ApiOperation.streaming(
                        "purge",
                        OPERATORS,
                        r -> HttpReply.json(200, purge.purge(r.who().name()))));
    }
}
