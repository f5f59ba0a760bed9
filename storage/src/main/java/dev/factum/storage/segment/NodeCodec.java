package dev.factum.storage.segment;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.factum.facts.encoding.ByteReader;
import dev.factum.facts.encoding.ByteWriter;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.Directory;
import dev.factum.facts.index.NodeRef;
import dev.factum.facts.index.Segment;
import dev.factum.facts.index.SegmentNode;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.StorageErrors;
import java.util.function.Function;

/// A node of an index as bytes and back; the package page describes them. Stateless, so safe to use
/// from all threads.
public final class NodeCodec {

    private static final int VERSION = 1;
    private static final int SEGMENT = 1;
    private static final int DIRECTORY = 2;
    private static final int PLAIN = 0;
    private static final int ZSTD = 1;
    private static final int LEVEL = 3;

    /// No node is larger than this, before compression.
    private static final int MAX_BYTES = 256 << 20;

    private NodeCodec() {}

    static Bytes encode(SegmentNode node) {
        var body = new ByteWriter();
        int kind =
                switch (node) {
                    case Segment segment -> {
                        SegmentCodec.write(body, segment);
                        yield SEGMENT;
                    }
                    case Directory directory -> {
                        ChildCodec.write(body, directory);
                        yield DIRECTORY;
                    }
                };
        byte[] plain = body.toBytes().toArray();
        byte[] packed = Zstd.compress(plain, LEVEL);
        boolean isSmaller = packed.length < plain.length;
        var out = new ByteWriter();
        out.writeByte(VERSION);
        out.writeInt(0);
        out.writeByte(kind);
        out.writeByte(isSmaller ? ZSTD : PLAIN);
        out.writeVarint(plain.length);
        out.writeBytes(isSmaller ? packed : plain);
        out.writeChecksumAt(1);
        return out.toBytes();
    }

    /// Reads a node.
    ///
    /// @param refs what takes the place of the addresses of its children
    /// @throws FactumError `:db.error/storage-corrupt` if the bytes are damaged;
    ///   `:db.error/storage-format` if a later version of Factum wrote them
    public static SegmentNode decode(Bytes encoded, Function<String, NodeRef> refs) {
        try {
            return read(new ByteReader(encoded.toArray()), refs);
        } catch (FactumError damage) {
            throw damage;
        } catch (RuntimeException damage) {
            throw StorageErrors.damaged("An index node has an impossible value", damage);
        }
    }

    private static SegmentNode read(ByteReader in, Function<String, NodeRef> refs) {
        int version = in.readByte();
        if (version != VERSION) {
            throw FactumError.of(
                            DbErrorCode.STORAGE_FORMAT,
                            "The index node was written by another version of Factum")
                    .with("version", version)
                    .with("supported", VERSION);
        }
        if (!in.matches(in.readInt())) {
            throw StorageErrors.damaged("The checksum of an index node is wrong");
        }
        int kind = in.readByte();
        var body = new ByteReader(body(in));
        SegmentNode node =
                switch (kind) {
                    case SEGMENT -> SegmentCodec.read(body);
                    case DIRECTORY -> ChildCodec.readDirectory(body, refs);
                    default -> throw StorageErrors.damaged("An index node is of an unknown kind");
                };
        if (body.remaining() > 0) {
            throw StorageErrors.damaged("An index node goes on after its end");
        }
        return node;
    }

    private static byte[] body(ByteReader in) {
        int compression = in.readByte();
        long length = in.readVarint();
        byte[] packed = in.readBytes(in.remaining());
        if (compression == PLAIN && length == packed.length) {
            return packed;
        }
        // Zstandard's frames say how long their content is; a lie costs at most what it says.
        boolean isPossible =
                compression == ZSTD
                        && length >= 0
                        && length <= MAX_BYTES
                        && Zstd.getFrameContentSize(packed) == length;
        if (!isPossible) {
            throw StorageErrors.damaged("An index node has another length");
        }
        byte[] plain = new byte[(int) length];
        try {
            if (Zstd.decompress(plain, packed) == length) {
                return plain;
            }
        } catch (ZstdException damage) {
            throw StorageErrors.damaged("An index node cannot be decompressed", damage);
        }
        throw StorageErrors.damaged("An index node has another length");
    }
}
