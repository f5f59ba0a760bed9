package dev.factum.storage.segment;

import dev.factum.facts.encoding.ByteReader;
import dev.factum.facts.encoding.ByteWriter;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The roots that were replaced a short while ago: a reader in another process may still use them,
/// so what they reach is no garbage yet.
///
/// Each is a blob `retired/REVISION` with the milliseconds since 1970 at which it was replaced
/// (zigzag) and the content of the root.
final class RetiredRoots {

    private static final String KEY = "retired/";

    private final NodeStorage nodes;

    RetiredRoots(NodeStorage nodes) {
        this.nodes = nodes;
    }

    /// Remembers a root that is about to be replaced.
    void retire(Storage.Root root, Instant now) {
        var out = new ByteWriter();
        out.writeZigzag(now.toEpochMilli());
        out.writeBytes(root.content().toArray());
        nodes.storage()
                .putBlob(KEY + String.format(Locale.ROOT, "%019d", root.revision()), out.toBytes());
    }

    /// Forgets all roots that were replaced.
    void forget() {
        nodes.storage().deleteBlobs(nodes.storage().listBlobs(KEY));
    }

    /// The roots that were replaced within `grace` before `now`; the others are forgotten.
    List<RootContent> since(Duration grace, Instant now) {
        List<RootContent> young = new ArrayList<>();
        List<String> old = new ArrayList<>();
        for (String key : nodes.storage().listBlobs(KEY)) {
            nodes.storage()
                    .getBlob(key)
                    .ifPresent(blob -> {
                        var in = new ByteReader(blob.toArray());
                        if (Instant.ofEpochMilli(in.readZigzag()).isBefore(now.minus(grace))) {
                            old.add(key);
                        } else {
                            Bytes content = Bytes.of(in.readBytes(in.remaining()));
                            young.add(RootCodec.decode(content, nodes));
                        }
                    });
        }
        nodes.storage().deleteBlobs(old);
        return young;
    }
}
