package io.crumbless.cli.command;

import static io.crumbless.cli.command.TestingDueNight.ENVIRONMENT;
import static io.crumbless.cli.command.TestingDueNight.STAGES;
import static io.crumbless.night.local.TestingJob.NIGHT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Nights that lose a right at each of their stages, in a process that nothing is allowed but what its files say. */
public final class UnprivilegedNights {
    private UnprivilegedNights() {}

    /** The lost permission. */
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
        for (Missing missing : Missing.values()) {
            begin(missing, folder.resolve("first-" + missing));
        }
    }

    /** A right that the first night does not have. */
    private enum Missing {
        TO_CREATE_THE_CONTROL_FOLDER,
        TO_WRITE_TO_THE_CONTROL_FOLDER,
        TO_WRITE_TO_THE_WAREHOUSE
    }

    private static void begin(Missing missing, Path place) throws IOException {
        TestingJobs.declaring(Files.createDirectories(place));
        Path disk = Files.createDirectories(place.resolve("disk"));
        Path job = place.resolve("job.yaml");
        Files.writeString(
                job,
                Files.readString(job).replace("warehouse: warehouse", "warehouse: disk/warehouse")
                        + (missing == Missing.TO_WRITE_TO_THE_WAREHOUSE ? "" : "control: { folder: disk/control }\n"));
        if (missing == Missing.TO_WRITE_TO_THE_CONTROL_FOLDER) {
            Files.createDirectory(disk.resolve("control"));
        }
        LostRights rights = new LostRights();
        rights.toWriteBelow(disk);
        TestingCli cli = new TestingFault(-1, () -> {}).in(place, Clock.systemUTC());

        int code = cli.run("run", "job.yaml", "--date", NIGHT.toString());

        System.out.println(code + " first " + missing + ": " + cli.err());
        rights.giveBack();
        if (cli.run("run", "job.yaml", "--date", NIGHT.toString()) != 0) {
            throw new IllegalStateException(cli.err());
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
