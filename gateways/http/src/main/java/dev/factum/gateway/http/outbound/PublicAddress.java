package dev.factum.gateway.http.outbound;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/// Which addresses are places on the public internet: all that the registries of IANA do not set
/// aside for something else (RFC 6890 and its successors).
///
/// An IPv6 address that carries an IPv4 address is as public as that one. Those of clouds' metadata
/// services are link-local or private, and so not public.
final class PublicAddress {

    private static final List<Block> RESERVED =
            List.of(
                    block(8, 0),
                    block(8, 10),
                    block(10, 100, 64),
                    block(8, 127),
                    block(16, 169, 254),
                    block(12, 172, 16),
                    block(24, 192, 0, 0),
                    block(24, 192, 0, 2),
                    block(24, 192, 88, 99),
                    block(16, 192, 168),
                    block(15, 198, 18),
                    block(24, 198, 51, 100),
                    block(24, 203, 0, 113),
                    block(4, 224),
                    block(4, 240));

    /// Of IPv6 only 2000::/3 is given out; these parts of it lead elsewhere.
    private static final Block GLOBAL = block(3, 0x20);

    private static final List<Block> RESERVED_GLOBAL =
            List.of(
                    block(23, 0x20, 0x01),
                    block(32, 0x20, 0x01, 0x0d, 0xb8),
                    block(20, 0x3f, 0xff));

    private static final Block CARRIES_AT_2 = block(16, 0x20, 0x02);
    private static final Block CARRIES_AT_12 = block(96, 0, 0x64, 0xff, 0x9b);

    /// The addresses whose first `length` bits are those of `prefix`.
    private record Block(int length, List<Integer> prefix) {
        boolean contains(byte[] address) {
            for (int bit = 0; bit < length; bit++) {
                int wanted = bit / 8 < prefix.size() ? prefix.get(bit / 8) : 0;
                if (((wanted ^ address[bit / 8]) & (0x80 >> bit % 8)) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private PublicAddress() {}

    private static Block block(int length, Integer... prefix) {
        return new Block(length, List.of(prefix));
    }

    static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        return switch (address) {
            case Inet4Address _ -> isPublic4(bytes);
            case Inet6Address _ -> isPublic6(bytes);
            default -> false;
        };
    }

    private static boolean isPublic4(byte[] address) {
        return RESERVED.stream().noneMatch(block -> block.contains(address));
    }

    private static boolean isPublic6(byte[] address) {
        if (CARRIES_AT_12.contains(address)) {
            return isPublic4(Arrays.copyOfRange(address, 12, 16));
        }
        if (CARRIES_AT_2.contains(address)) {
            return isPublic4(Arrays.copyOfRange(address, 2, 6));
        }
        return GLOBAL.contains(address)
                && RESERVED_GLOBAL.stream().noneMatch(block -> block.contains(address));
    }
}
