package io.amsphub.connectors.printer;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPSClient;
import org.jspecify.annotations.Nullable;

/**
 * FTP with TLS from the first byte, whose data connections go on with the TLS session of the control connection:
 * servers that ask for that (vsftpd's {@code require_ssl_reuse}) refuse all others.
 *
 * <p>Java offers the session that it keeps for the peer's name and the port of the socket. A data connection goes to
 * another port, so its socket is one that tells the port of the control connection. TLS 1.2, because a session of
 * TLS 1.3 can be gone on with only once and only when the server has sent a ticket in time.
 */
final class ReusingFtps extends FTPSClient {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration REPLY = Duration.ofSeconds(15);
    private static final Duration DATA = Duration.ofSeconds(30);
    private static final String[] PROTOCOLS = {"TLSv1.2"};

    private final SSLContext context;
    private final String host;
    private final int port;

    ReusingFtps(SSLContext context, String host, int port) {
        super(true, context);
        this.context = context;
        this.host = host;
        this.port = port;
        setEnabledProtocols(PROTOCOLS);
        setConnectTimeout((int) CONNECT.toMillis());
        setDefaultTimeout((int) REPLY.toMillis());
        setDataTimeout(DATA);
    }

    /** Connects, signs in and makes ready for files; returns whether the machine lets the hub in. */
    boolean open(String user, String password) throws IOException {
        connect(host, port);
        if (!login(user, password)) {
            return false;
        }
        execPBSZ(0);
        execPROT("P");
        setSocketFactory(new DataSockets(port));
        enterLocalPassiveMode();
        return setFileType(FTP.BINARY_FILE_TYPE);
    }

    /** Returns the size of a file, bytes; -1 when the machine does not tell. */
    long sizeOf(String name) throws IOException {
        String size = getSize(name);
        try {
            return size == null ? -1 : Long.parseLong(size.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Returns the machine's latest reply, for people. */
    String reply() {
        return String.valueOf(getReplyString()).strip().toLowerCase(Locale.ROOT);
    }

    @Override
    @SuppressWarnings("NullAway") // null is how it is said that the machine refused
    protected Socket _openDataConnection_(String command, @Nullable String argument) throws IOException {
        Socket plain = super._openDataConnection_(command, argument);
        if (plain == null) {
            return null;
        }
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
        secure.setEnabledProtocols(PROTOCOLS);
        secure.startHandshake();
        return secure;
    }

    /** Sockets that tell the port of the control connection, wherever they go. */
    private static final class DataSockets extends UnconnectedSockets {

        private final int told;

        DataSockets(int told) {
            this.told = told;
        }

        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public int getPort() {
                    return told;
                }
            };
        }
    }
}
