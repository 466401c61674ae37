package io.amsphub.connectors.printer;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Makes sockets for a library that connects them itself later; it asks for no others. */
abstract class UnconnectedSockets extends SocketFactory {

    @Override
    public final Socket createSocket(String host, int port) {
        throw connectedLater();
    }

    @Override
    public final Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw connectedLater();
    }

    @Override
    public final Socket createSocket(InetAddress host, int port) {
        throw connectedLater();
    }

    @Override
    public final Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw connectedLater();
    }

    private static UnsupportedOperationException connectedLater() {
        return new UnsupportedOperationException("sockets are connected later");
    }
}
