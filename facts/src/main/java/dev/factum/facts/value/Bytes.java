package dev.factum.facts.value;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// An immutable run of bytes with equality and order by content (unsigned, shorter prefix first).
public final class Bytes implements Comparable<Bytes> {

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /// Copies `content`.
    public static Bytes of(byte... content) {
        return new Bytes(content.clone());
    }

    /// Reads hexadecimal text such as `"00ff"`.
    public static Bytes ofHex(String text) {
        return new Bytes(HexFormat.of().parseHex(text));
    }

    /// A fresh copy of the content.
    public byte[] toArray() {
        return content.clone();
    }

    public int length() {
        return content.length;
    }

    /// The SHA-256 of the content (FIPS 180-4), 32 bytes.
    public Bytes sha256() {
        try {
            return new Bytes(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /// The content as lower-case hexadecimal text.
    public String toHex() {
        return HexFormat.of().formatHex(content);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(content, other.content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "#bytes \"" + toHex() + "\"";
    }
}
