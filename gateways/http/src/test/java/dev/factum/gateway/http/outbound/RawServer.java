package dev.factum.gateway.http.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/// A partner made of a bare socket on loopback: it does exactly what a test says, and writes down
/// every request that reaches it.
final class RawServer implements AutoCloseable {

    /// What the partner does with one connection.
    interface Behaviour {
        void serve(Connection connection) throws IOException;
    }

    private final ServerSocket listening;
    private final Behaviour behaviour;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private RawServer(ServerSocketFactory sockets, Behaviour behaviour) throws IOException {
        this.listening = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.behaviour = behaviour;
        Thread.ofVirtual().start(this::accept);
    }

    static RawServer that(Behaviour behaviour) throws IOException {
        return new RawServer(ServerSocketFactory.getDefault(), behaviour);
    }

    static RawServer over(ServerSocketFactory sockets, Behaviour behaviour) throws IOException {
        return new RawServer(sockets, behaviour);
    }

    /// A partner that gives the same answer to each request, on as many connections as are made.
    static RawServer answering(String answer) throws IOException {
        return that(connection -> {
            while (connection.readRequest()) {
                connection.write(answer);
            }
        });
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            behaviour.serve(new Connection(socket));
        } catch (IOException ended) {
            requests.add("! " + ended.getClass().getSimpleName());
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    /// The requests that came, whole ones only.
    List<String> requests() {
        List<String> whole = new ArrayList<>(requests);
        whole.removeIf(each -> each.startsWith("!"));
        return whole;
    }

    /// What the partner noticed going wrong.
    List<String> failures() {
        List<String> failures = new ArrayList<>(requests);
        failures.removeIf(each -> !each.startsWith("!"));
        return failures;
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /// One connection, as the partner sees it.
    final class Connection {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        /// Reads a whole request; false if the connection ends before it begins.
        boolean readRequest() throws IOException {
            var text = new StringBuilder();
            while (text.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                text.append((char) next);
            }
            text.append(new String(in.readNBytes(length(text)), StandardCharsets.UTF_8));
            requests.add(text.toString());
            return true;
        }

        private static int length(CharSequence head) {
            return head.toString()
                    .lines()
                    .filter(line -> line.startsWith("Content-Length: "))
                    .mapToInt(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
                    .sum();
        }

        void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        /// Ends the connection with a reset.
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /// Waits until the other side ends the connection.
        void awaitEnd() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
