package dev.factum.gateway.http.outbound;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;
import org.jspecify.annotations.Nullable;

/// Reads the head of an answer more strictly than usual. Belongs to one connection.
///
/// If there is too much of it, the status is remembered: that the partner answered is known then,
/// and how. If the connection ends before the head does, it is no answer; the usual parser would
/// take the end of the connection for the end of the head.
final class HeadLimit extends DefaultHttpResponseParser {

    /// An answer whose headers are too many or too long.
    static final class Exceeded extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Exceeded(int status) {
            super("Too many headers, or too long ones");
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_LINE = 16 * 1024;

    private @Nullable Integer status;

    HeadLimit(Http1Config config) {
        super(config);
    }

    static Http1Config limits() {
        return Http1Config.custom()
                .setMaxHeaderCount(MOST_HEADERS)
                .setMaxLineLength(LONGEST_LINE)
                .build();
    }

    @Override
    protected ClassicHttpResponse createMessage(CharArrayBuffer line)
            throws IOException, HttpException {
        ClassicHttpResponse response = super.createMessage(line);
        status = response.getCode();
        return response;
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream input)
            throws IOException, HttpException {
        status = null;
        var watched = new Watched(input);
        try {
            ClassicHttpResponse response = super.parse(buffer, watched);
            boolean begun = response != null; // null if there was nothing at all
            if (begun && watched.ended) {
                throw new ConnectionClosedException();
            }
            return response;
        } catch (MessageConstraintException tooMuch) {
            Integer known = status;
            throw known == null ? tooMuch : new Exceeded(known);
        }
    }

    /// Input that notes that it has ended.
    private static final class Watched extends FilterInputStream {
        private boolean ended;

        Watched(InputStream input) {
            super(input);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            ended |= count < 0;
            return count;
        }
    }
}
