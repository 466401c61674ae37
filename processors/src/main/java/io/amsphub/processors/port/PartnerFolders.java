package io.amsphub.processors.port;

import io.amsphub.processors.partner.Partner;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The drop folders of partners. A drop is a document {@code NAME.json} or {@code NAME.xml} with the files that it names;
 * it is there when {@code NAME.done} is. It is taken by moving it out of the partner's reach, and stays there until it
 * is finished, so that whatever dies in between finds it again.
 */
public interface PartnerFolders {

    /** Makes the folders of a partner, takes what is whole, and returns the names of the drops that are not finished. */
    List<String> drops(Partner partner) throws IOException;

    /**
     * Returns the document of a drop as text.
     *
     * @throws io.amsphub.processors.failure.HubException when there is none that can be read
     */
    String document(Partner partner, String drop) throws IOException;

    /**
     * Takes a file that a document names, and returns its length.
     *
     * @throws io.amsphub.processors.failure.HubException when there is no plain file of that name
     */
    long take(Partner partner, String drop, String file) throws IOException;

    /** Opens a file that was taken. */
    InputStream open(Partner partner, String drop, String file) throws IOException;

    /** Writes {@code out/NAME.reply.json} and moves the drop to {@code done/}. */
    void finish(Partner partner, String drop, String reply) throws IOException;

    /** Writes {@code NAME.reason.json} into {@code out/} and beside the drop, which it moves to {@code quarantine/}. */
    void quarantine(Partner partner, String drop, String reason) throws IOException;
}
