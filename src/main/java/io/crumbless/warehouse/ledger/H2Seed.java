package io.crumbless.warehouse.ledger;

import org.h2.util.MathUtils;

/**
 * The seed of H2's random numbers, which it makes once in a process. If the first thread that needs it is interrupted,
 * as by Ctrl-C, H2 prints a warning to standard output, among results that a program reads; so a thread that is never
 * interrupted makes the seed.
 */
final class H2Seed {
    private H2Seed() {}

    /** Returns when it is made; a thread that was interrupted stays so. */
    static void require() {
        Thread making = new Thread(MathUtils::secureRandomLong, "h2-seed");
        making.setDaemon(true);
        making.start();
        boolean interrupted = false;
        while (making.isAlive()) {
            try {
                making.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
