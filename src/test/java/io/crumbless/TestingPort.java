package io.crumbless;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Ports for servers that tests start as separate processes. They are below the ephemeral port range, of which the
 * system might assign a free port to another connection before the server binds it.
 */
public final class TestingPort {
    private static final int FIRST = 15_000;
    private static final int PORTS = 15_000;

    private static final Random RANDOM = new Random();
    private static final Set<Integer> GIVEN = new HashSet<>();

    private TestingPort() {}

    /** A free port, which is returned to one caller only. */
    public static synchronized int free() {
        while (true) {
            int port = FIRST + RANDOM.nextInt(PORTS);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket any = new ServerSocket(port)) {
            return any.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
