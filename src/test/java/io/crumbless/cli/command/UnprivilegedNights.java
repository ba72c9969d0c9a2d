package io.crumbless.cli.command;

import static io.crumbless.cli.command.TestingDueNight.ENVIRONMENT;
import static io.crumbless.cli.command.TestingDueNight.STAGES;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Nights that lose a right at each of their stages, in a process that nothing is allowed but what its files say. */
public final class UnprivilegedNights {
    private UnprivilegedNights() {}

    /** What is lost. */
    private enum Loss {
        WAREHOUSE("warehouse", 3),
        /** Whose database is open by then. */
        CONTROL("control", 5),
        /** Which are read in the first stages. */
        DELIVERIES("declarations", 7);

        private final String place;
        private final int distance;

        /** @param distance between the stages at which it is lost */
        Loss(String place, int distance) {
            this.place = place;
            this.distance = distance;
        }

        void of(LostRights rights, Path job) throws IOException {
            if (this == DELIVERIES) {
                rights.toRead(job.resolve(place));
            } else {
                rights.toWriteBelow(job.resolve(place));
            }
        }
    }

    /** @param args a folder to work in */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        requireNoPrivilege(Files.createDirectory(folder.resolve("tried")));
        for (Loss loss : Loss.values()) {
            for (int stage = 0; stage < STAGES; stage += loss.distance) {
                lose(loss, stage, folder.resolve(loss + "-" + stage));
            }
        }
    }

    /** Else nothing is lost by losing a right. */
    private static void requireNoPrivilege(Path folder) throws IOException {
        new LostRights().toWriteBelow(folder);
        if (Files.isWritable(folder)) {
            throw new IllegalStateException("this process may write everywhere");
        }
    }

    private static void lose(Loss loss, int stage, Path place) throws Exception {
        TestingDueNight due = TestingDueNight.in(place);
        LostRights rights = new LostRights();

        int code = due.run(stage, () -> loss.of(rights, place));

        due.requireNightBefore(code, ENVIRONMENT, loss + " lost at stage " + stage);
        System.out.println(code + " " + loss + " at " + stage + ": "
                + due.said().lines().reduce((first, second) -> second).orElse(""));
        rights.giveBack();
        due.endTheProcess();
        due.requireRerun();
    }
}
