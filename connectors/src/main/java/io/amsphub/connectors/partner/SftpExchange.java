package io.amsphub.connectors.partner;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.partner.Partner;
import io.amsphub.processors.partner.PartnerInbox;
import io.amsphub.processors.partner.PartnerReply;
import io.amsphub.processors.partner.SftpServer;
import io.amsphub.processors.port.PartnerServers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link PartnerServers} over SFTP: what lies whole in {@code in/} of a partner's server is fetched into its drop
 * folder, what the hub answers goes to {@code out/} there.
 *
 * <p>A drop is fetched when its marker {@code NAME.done} is there: its document, what is called like it, and what the
 * document names; each file is fetched beside and moved into the drop folder, the marker last. Then it is moved to
 * {@code taken/} at the server. What breaks off in between is fetched again and has the same
 * content, so that nothing is ordered twice. The host key must be in {@code sftp/known_hosts} of the partner's folder;
 * the hub signs in with {@code sftp/id} (a private key) or {@code sftp/password}.
 */
public final class SftpExchange implements PartnerServers {

    private static final Logger LOG = LoggerFactory.getLogger(SftpExchange.class);

    private static final String DONE = ".done";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
    private static final int TIMEOUT_MS = 15_000;
    private static final int BUFFER = 1 << 16;

    private final Path root;
    private final long mostBytes;

    /**
     * Exchange with the drop folders below a directory.
     *
     * @param mostBytes the longest file that is fetched
     */
    public SftpExchange(Path root, long mostBytes) {
        this.root = root;
        this.mostBytes = mostBytes;
    }

    @Override
    public int exchange(Partner partner) throws IOException {
        SftpServer server = partner.sftp();
        if (server == null) {
            return 0;
        }
        try {
            Session session = session(partner, server);
            try {
                session.connect(TIMEOUT_MS);
                ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
                channel.connect(TIMEOUT_MS);
                channel.cd(server.directory());
                return fetch(partner, channel) + put(partner, channel);
            } finally {
                session.disconnect();
            }
        } catch (JSchException | SftpException e) {
            throw new IOException(
                    "the SFTP server of partner " + partner.name() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private Session session(Partner partner, SftpServer server) throws JSchException, IOException {
        Path keys = folder(partner, "sftp");
        JSch jsch = new JSch();
        jsch.setKnownHosts(keys.resolve("known_hosts").toString());
        Path key = keys.resolve("id");
        if (Files.exists(key)) {
            jsch.addIdentity(key.toString());
        }
        Session session = jsch.getSession(server.user(), server.host(), server.port());
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("PreferredAuthentications", "publickey,password");
        session.setTimeout(TIMEOUT_MS);
        Path password = keys.resolve("password");
        if (Files.exists(password)) {
            session.setPassword(
                    Files.readString(password, StandardCharsets.UTF_8).strip());
        }
        return session;
    }

    private int fetch(Partner partner, ChannelSftp channel) throws SftpException, IOException {
        Set<String> names = new HashSet<>();
        for (ChannelSftp.LsEntry entry : channel.ls("in")) {
            if (entry.getAttrs().isReg() && NAME.matcher(entry.getFilename()).matches()) {
                names.add(entry.getFilename());
            }
        }
        int drops = 0;
        for (String marker :
                names.stream().filter(name -> name.endsWith(DONE)).sorted().toList()) {
            String drop = marker.substring(0, marker.length() - DONE.length());
            Files.createDirectories(folder(partner, "in"));
            try {
                fetch(partner, channel, drop, names);
                drops++;
            } catch (HubException e) {
                refuse(partner, channel, drop, e);
            }
        }
        return drops;
    }

    /** A drop is its document, what is called like it, and what the document names. */
    private void fetch(Partner partner, ChannelSftp channel, String drop, Set<String> names)
            throws SftpException, IOException {
        Path in = folder(partner, "in");
        List<String> files = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (String kind : List.of(".json", ".xml")) {
            if (names.contains(drop + kind)) {
                get(channel, "in/" + drop + kind, in.resolve(drop + kind), PartnerInbox.MAX_BYTES);
                text.append(Files.readString(in.resolve(drop + kind), StandardCharsets.ISO_8859_1));
                files.add(drop + kind);
            }
        }
        for (String name : names) {
            boolean own = name.startsWith(drop + ".") || text.indexOf(name) >= 0;
            if (own && !name.endsWith(DONE) && !files.contains(name)) {
                get(channel, "in/" + name, in.resolve(name), mostBytes);
                files.add(name);
            }
        }
        get(channel, "in/" + drop + DONE, in.resolve(drop + DONE), PartnerInbox.MAX_BYTES);
        mkdir(channel, "taken");
        for (String file : files) {
            move(channel, file);
        }
        move(channel, drop + DONE);
    }

    /** What cannot be fetched is answered, and its marker is taken, so that it does not hold up the others. */
    private void refuse(Partner partner, ChannelSftp channel, String drop, HubException refusal)
            throws SftpException, IOException {
        LOG.warn("refused {} of {}: {}", drop, partner.name(), refusal.getMessage());
        Path out = folder(partner, "out");
        Files.createDirectories(out);
        Files.writeString(
                out.resolve(drop + ".reason.json"), Json.write(PartnerReply.refusal(null, refusal, Instant.now())));
        mkdir(channel, "taken");
        move(channel, drop + DONE);
    }

    /** Fetches a file beside, and moves it into place: the hub never sees half of one. */
    private static void get(ChannelSftp channel, String from, Path to, long most) throws SftpException, IOException {
        SftpATTRS attributes = channel.lstat(from);
        if (!attributes.isReg() || attributes.getSize() > most) {
            throw new HubException(
                    FailureCode.DROP_REFUSED,
                    from + " is no plain file of at most " + most + " bytes",
                    from,
                    "put a plain file there, then its marker again");
        }
        Path unfinished = to.resolveSibling("." + to.getFileName() + ".part");
        long left = attributes.getSize();
        try (InputStream in = channel.get(from);
                OutputStream out = Files.newOutputStream(unfinished)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                left -= n;
                if (left < 0) {
                    throw new IOException(from + " grows while it is fetched");
                }
                out.write(buffer, 0, n);
            }
        }
        if (left != 0) {
            throw new IOException(from + " ended " + left + " bytes early");
        }
        Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void move(ChannelSftp channel, String file) throws SftpException {
        remove(channel, "taken/" + file);
        channel.rename("in/" + file, "taken/" + file);
    }

    private int put(Partner partner, ChannelSftp channel) throws SftpException, IOException {
        List<Path> replies = new ArrayList<>();
        Path out = folder(partner, "out");
        if (Files.isDirectory(out)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(out, "*.json")) {
                files.forEach(replies::add);
            }
        }
        for (Path reply : replies) {
            String name = String.valueOf(reply.getFileName());
            if (!NAME.matcher(name).matches() || !Files.isRegularFile(reply, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            mkdir(channel, "out");
            channel.put(reply.toString(), "out/." + name + ".part", ChannelSftp.OVERWRITE);
            remove(channel, "out/" + name);
            channel.rename("out/." + name + ".part", "out/" + name);
            Files.delete(reply);
        }
        return replies.size();
    }

    private static void mkdir(ChannelSftp channel, String directory) throws SftpException {
        try {
            channel.stat(directory);
        } catch (SftpException e) {
            if (e.id != ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                throw e;
            }
            channel.mkdir(directory);
        }
    }

    private static void remove(ChannelSftp channel, String file) throws SftpException {
        try {
            channel.rm(file);
        } catch (SftpException e) {
            if (e.id != ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                throw e;
            }
        }
    }

    private Path folder(Partner partner, String folder) {
        return root.resolve(partner.name()).resolve(folder);
    }
}
