package dev.factum.gateway.http.outbound;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;

/// Why an attempt failed, in words that are always the same: what comes from outside is in none of
/// them, since reasons become facts.
final class Reasons {

    static final String NO_CONNECTION_IN_TIME = "No connection within the time";
    static final String NO_ANSWER_IN_TIME = "No answer within the time";

    private Reasons() {}

    /// Why there was no connection.
    static String unsent(Exception failure) {
        return switch (failure) {
            case UnknownHostException _ -> "The partner's name has no address";
            case SocketTimeoutException _ -> NO_CONNECTION_IN_TIME;
            case SSLException _ -> "No secure connection";
            case ConnectException _ -> "The partner takes no connection";
            default -> "No connection";
        };
    }

    /// Why there was no answer.
    static String unanswered(Exception failure) {
        return switch (failure) {
            case SocketTimeoutException _ -> NO_ANSWER_IN_TIME;
            case NoHttpResponseException _ -> "The connection ended before the answer";
            case ConnectionClosedException _ -> "The answer broke off";
            case MessageConstraintException _, ClientProtocolException _, HttpException _ ->
                    "The answer is not HTTP";
            case SocketException _ -> "The connection broke";
            default -> "The connection failed";
        };
    }
}
