package io.crumbless.night.job;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * An IP address, or a network in CIDR notation (RFC 4632): 10.1.0.0/16. Host names are not resolved, because DNS is not
 * always trustworthy.
 */
public final class NetworkRange {
    private static final Pattern FOUR = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    private final byte[] network;
    private final int bits;

    private NetworkRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException if it is not a range, or includes all addresses */
    public static NetworkRange of(String text) {
        int slash = text.indexOf('/');
        byte[] network = address(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int bits = slash < 0 ? network.length * Byte.SIZE : number(text.substring(slash + 1));
        if (bits < 1 || bits > network.length * Byte.SIZE) {
            throw new IllegalArgumentException("Invalid network '" + text + "'");
        }
        return new NetworkRange(network, bits);
    }

    static boolean isOne(String text) {
        try {
            of(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static boolean isAddress(String text) {
        return !text.contains("/") && isOne(text);
    }

    static boolean isLoopback(String text) {
        return address(text).isLoopbackAddress();
    }

    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >>> (bit % Byte.SIZE);
            if (((bytes[bit / Byte.SIZE] ^ network[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** From digits only, so that nothing is resolved. */
    public static InetAddress address(String text) {
        if (!FOUR.matcher(text).matches() && !SIX.matcher(text).matches()) {
            throw new IllegalArgumentException("Invalid address '" + text + "'");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Invalid address '" + text + "'", e);
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Invalid network size '" + text + "'", e);
        }
    }
}
