package io.amsphub.connectors.storage;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.partner.Partner;
import io.amsphub.processors.partner.PartnerInbox;
import io.amsphub.processors.port.PartnerFolders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@link PartnerFolders} as directories {@code <root>/<partner>/{in,work,out,done,quarantine}} on one file system. A
 * drop is taken by renaming its files into {@code work/NAME/}, the marker last, and given up by renaming that
 * directory; each step can be done again. Names come from listings and are checked, links are not followed.
 */
public final class DirectoryPartnerFolders implements PartnerFolders {

    private static final String DONE = ".done";
    private static final String REMEDY = "write NAME.json, the files that it names, and NAME.done as the last";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
    private static final List<String> KINDS = List.of(".json", ".xml");
    private static final int MOST_DROPS = 200;

    private final Path root;

    /** Folders below a directory, which is made when it is needed. */
    public DirectoryPartnerFolders(Path root) {
        this.root = root;
    }

    @Override
    public List<String> drops(Partner partner) throws IOException {
        for (String folder : List.of("in", "work", "out", "done", "quarantine")) {
            Files.createDirectories(folder(partner, folder));
        }
        for (String file : list(folder(partner, "in"))) {
            String name = file.endsWith(DONE) ? file.substring(0, file.length() - DONE.length()) : "";
            if (NAME.matcher(name).matches()
                    && PlainFiles.plain(folder(partner, "in").resolve(file)).isPresent()) {
                take(partner, name);
            }
        }
        List<String> taken = new ArrayList<>();
        for (String name : list(folder(partner, "work"))) {
            if (NAME.matcher(name).matches()
                    && Files.exists(work(partner, name).resolve(name + DONE), LinkOption.NOFOLLOW_LINKS)) {
                taken.add(name);
            }
        }
        return taken;
    }

    private static List<String> list(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (names.size() < MOST_DROPS * 10) {
                    names.add(String.valueOf(entry.getFileName()));
                }
            }
        }
        names.sort(null);
        return names.size() > MOST_DROPS * 10 ? names.subList(0, MOST_DROPS * 10) : names;
    }

    /** Moves a drop out of the partner's reach; one of the same name that is not finished yet goes first. */
    private void take(Partner partner, String name) throws IOException {
        Path work = work(partner, name);
        if (Files.exists(work.resolve(name + DONE), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.createDirectories(work);
        for (String kind : KINDS) {
            Path document = folder(partner, "in").resolve(name + kind);
            if (Files.exists(document, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(document, work.resolve(name + kind), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Files.move(
                folder(partner, "in").resolve(name + DONE), work.resolve(name + DONE), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String document(Partner partner, String drop) throws IOException {
        for (String kind : KINDS) {
            Path file = work(partner, drop).resolve(drop + kind);
            if (PlainFiles.plain(file).isPresent()) {
                return text(file);
            }
        }
        throw refused(
                "there is no document " + drop + ".json or " + drop + ".xml that is a plain file", drop + ".json");
    }

    private static String text(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(PartnerInbox.MAX_BYTES + 1);
        }
        String name = String.valueOf(file.getFileName());
        if (bytes.length > PartnerInbox.MAX_BYTES) {
            throw new HubException(
                    FailureCode.PAYLOAD_TOO_LARGE,
                    "a document has at most " + PartnerInbox.MAX_BYTES + " bytes",
                    name,
                    "models are files beside the document");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw (HubException) refused("the document is not UTF-8", name).initCause(e);
        }
    }

    @Override
    public long take(Partner partner, String drop, String file) throws IOException {
        if (!NAME.matcher(file).matches() || file.equals(drop + DONE)) {
            throw refused("'" + file + "' is not the plain name of a file", file);
        }
        Path taken = work(partner, drop).resolve(file);
        if (!Files.exists(taken, LinkOption.NOFOLLOW_LINKS)) {
            Path waiting = folder(partner, "in").resolve(file);
            if (PlainFiles.plain(waiting).isEmpty()) {
                throw refused("there is no plain file " + file + " beside the document", file);
            }
            Files.move(waiting, taken, StandardCopyOption.ATOMIC_MOVE);
        }
        return PlainFiles.plain(taken)
                .orElseThrow(() -> refused(file + " is not a plain file", file))
                .size();
    }

    @Override
    public InputStream open(Partner partner, String drop, String file) throws IOException {
        return Files.newInputStream(work(partner, drop).resolve(file), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void finish(Partner partner, String drop, String reply) throws IOException {
        PlainFiles.write(folder(partner, "out").resolve(drop + ".reply.json"), reply);
        giveUp(partner, drop, "done");
    }

    @Override
    public void quarantine(Partner partner, String drop, String reason) throws IOException {
        PlainFiles.write(work(partner, drop).resolve(drop + ".reason.json"), reason);
        PlainFiles.write(folder(partner, "out").resolve(drop + ".reason.json"), reason);
        giveUp(partner, drop, "quarantine");
    }

    private void giveUp(Partner partner, String drop, String to) throws IOException {
        Path target = folder(partner, to).resolve(drop);
        for (int n = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); n++) {
            target = folder(partner, to).resolve(drop + "~" + n);
        }
        Files.move(work(partner, drop), target, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path folder(Partner partner, String folder) {
        return root.resolve(partner.name()).resolve(folder);
    }

    private Path work(Partner partner, String drop) {
        if (!NAME.matcher(drop).matches()) {
            throw new IllegalArgumentException("not the name of a drop: " + drop);
        }
        return folder(partner, "work").resolve(drop);
    }

    private static HubException refused(String detail, String where) {
        return new HubException(FailureCode.DROP_REFUSED, detail, where, REMEDY);
    }
}
