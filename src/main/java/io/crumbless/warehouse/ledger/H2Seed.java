package io.crumbless.warehouse.ledger;

import org.h2.util.MathUtils;

/**
 * The seed of H2's random numbers, which is created once per process. If the thread that needs it first is interrupted,
 * for example by Ctrl-C, H2 prints a warning to standard output, among results that programs read; so a thread that is
 * never interrupted creates the seed.
 */
final class H2Seed {
    private H2Seed() {}

    /** Returns when it exists; preserves the interrupt status of the thread. */
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
