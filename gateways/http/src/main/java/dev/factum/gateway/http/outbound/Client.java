package dev.factum.gateway.http.outbound;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// Apache's client, made so that it does what it is told and nothing else: no second attempt, no
/// redirect, no cookie, no credentials or proxies of the surroundings, no upgrade, no
/// decompression.
final class Client {

    private static final TimeValue LONGEST_KEPT = TimeValue.ofMinutes(5);
    private static final TimeValue UNCHECKED = TimeValue.ofMilliseconds(200);

    private Client() {}

    /// A client for one destination.
    ///
    /// Where keys are not honoured each request gets a connection of its own: one that was kept may
    /// be ended by the partner at the moment it is used again, and then nobody knows.
    static CloseableHttpClient of(HttpDestination destination, DnsResolver names) {
        boolean mayKeep = destination.known().honoursKeys();
        return HttpClientBuilder.create()
                .setConnectionManager(connections(destination, names))
                .setRequestExecutor(new Observed())
                .setConnectionReuseStrategy(
                        mayKeep ? DefaultConnectionReuseStrategy.INSTANCE : (_, _, _) -> false)
                .setDefaultRequestConfig(requests())
                .setUserAgent("Factum")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    static RequestConfig requests() {
        return RequestConfig.custom()
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .setExpectContinueEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setConnectionRequestTimeout(Timeout.ofSeconds(1))
                .build();
    }

    private static HttpClientConnectionManager connections(
            HttpDestination destination, DnsResolver names) {
        Timeout connect = timeout(destination.connectTimeout());
        return new Direct()
                .setDnsResolver(names)
                .setTlsSocketStrategy(
                        new DefaultClientTlsStrategy(
                                destination.trust().orElseGet(SSLContexts::createDefault)))
                .setDefaultTlsConfig(
                        TlsConfig.custom()
                                .setSupportedProtocols(TLS.V_1_3, TLS.V_1_2)
                                .setHandshakeTimeout(connect)
                                .build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(timeout(destination.known().timeout()))
                                .setTimeToLive(LONGEST_KEPT)
                                .setValidateAfterInactivity(UNCHECKED)
                                .build())
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                                .http1Config(HeadLimit.limits())
                                .responseParserFactory(HeadLimit::new)
                                .build())
                .setMaxConnPerRoute(destination.mostAtOnce())
                .setMaxConnTotal(destination.mostAtOnce())
                .build();
    }

    static Timeout timeout(Duration duration) {
        return Timeout.of(duration);
    }

    /// Sockets that no proxy of the surroundings comes between.
    private static final class Direct extends PoolingHttpClientConnectionManagerBuilder {
        private static final DetachedSocketFactory SOCKETS = _ -> new Socket(Proxy.NO_PROXY);

        @Override
        protected HttpClientConnectionOperator createConnectionOperator(
                SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
            return new DefaultHttpClientConnectionOperator(
                    SOCKETS,
                    ports,
                    names,
                    RegistryBuilder.<TlsSocketStrategy>create().register("https", tls).build());
        }
    }

    /// Notes in the context when a request begins to be written. Before that the partner has seen
    /// nothing of it, whatever goes wrong.
    static final class Observed extends HttpRequestExecutor {
        static final String BEGUN = "factum.begun";

        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                HttpResponseInformationCallback information,
                HttpContext context)
                throws IOException, HttpException {
            if (context.getAttribute(BEGUN) instanceof AtomicBoolean begun) {
                begun.set(true);
            }
            return super.execute(request, connection, information, context);
        }
    }
}
