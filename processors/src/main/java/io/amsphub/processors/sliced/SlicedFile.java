package io.amsphub.processors.sliced;

import io.amsphub.processors.design.BlobRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * G-code that somebody sliced elsewhere and sent to be printed as it is.
 *
 * @param id {@code slf_...}
 * @param organisation who sent it
 * @param path folders and name, as the sender knows it; one file of an organisation has it
 * @param content the G-code
 * @param thumbnail the largest picture that the slicer put into it, if any
 * @param facts what it says of itself
 * @param target the machines that it is for
 * @param state where it is
 * @param sentBy the principal
 * @param sentAt when this content came, by the hub's clock
 * @param lastPrint id of the last print of it, {@code prt_...}: what the job's {@code orderId} says; null
 *     when it was not printed
 * @param prints how often it was sent to be printed
 * @param version for optimistic locking; 0 until stored
 */
public record SlicedFile(
        String id,
        String organisation,
        String path,
        BlobRef content,
        @Nullable BlobRef thumbnail,
        GcodeFacts facts,
        PrintTarget target,
        SlicedFileState state,
        String sentBy,
        Instant sentAt,
        @Nullable String lastPrint,
        int prints,
        long version) {

    /** Returns the name without its folders. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns the file with the content of one that came later under the same path. */
    public SlicedFile replacedBy(SlicedFile newer) {
        return new SlicedFile(
                id,
                organisation,
                path,
                newer.content,
                newer.thumbnail,
                newer.facts,
                newer.target,
                state,
                newer.sentBy,
                newer.sentAt,
                lastPrint,
                prints,
                version);
    }

    /** Returns the file with one more print. */
    public SlicedFile printedAs(String print) {
        return copy(state, print, prints + 1);
    }

    /** Returns the file in another state. */
    public SlicedFile withState(SlicedFileState next) {
        return copy(next, lastPrint, prints);
    }

    private SlicedFile copy(SlicedFileState newState, @Nullable String newLastPrint, int newPrints) {
        return new SlicedFile(
                id,
                organisation,
                path,
                content,
                thumbnail,
                facts,
                target,
                newState,
                sentBy,
                sentAt,
                newLastPrint,
                newPrints,
                version);
    }
}
