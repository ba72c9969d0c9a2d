package io.crumbless;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Ports for servers that tests start as processes of their own. They lie below those that the system hands out by itself, for any
 * connection: one of these that was free a moment ago may be taken before the server has it.
 */
public final class TestingPort {
    private static final int FIRST = 15_000;
    private static final int PORTS = 15_000;

    private static final Random RANDOM = new Random();
    private static final Set<Integer> GIVEN = new HashSet<>();

    private TestingPort() {}

    /** One at which nobody listens, for whoever asks for it alone. */
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
