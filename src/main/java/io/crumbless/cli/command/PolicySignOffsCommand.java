package io.crumbless.cli.command;

import io.crumbless.cli.render.PolicyDiffJson;
import io.crumbless.cli.render.ResultJson;
import io.crumbless.night.job.JobFile;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.PolicySignOffs.SignOff;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "sign-offs",
        mixinStandardHelpOptions = true,
        header = "List who signed off which policy.",
        description = {
            "Lists the sign-offs that 'policy diff --sign' recorded, newest first, and says whether the "
                    + "current policy of the job file is signed off.",
        },
        footerHeading = "%nExample:%n",
        footer = "  crumbless policy sign-offs --job jobs/nightly-profiles.yaml")
final class PolicySignOffsCommand implements Callable<Integer> {
    private static final int SHOWN_DIGITS = 12;

    private final Invocation invocation;

    @Mixin
    private JobOption job = new JobOption();

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    PolicySignOffsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        JobFile jobFile = job.file(invocation);
        String version = PolicyFolder.read(jobFile.policy()).version();
        List<SignOff> all = List.of();
        boolean sound = true;
        if (ControlDatabase.exists(jobFile.control())) {
            try (ControlDatabase control = ControlDatabase.open(jobFile.control())) {
                all = control.policySignOffs().all();
                sound = control.policySignOffs().isSound();
            }
        }
        boolean signedOff =
                sound && all.stream().anyMatch(one -> one.newVersion().equals(version));
        if (json) {
            invocation
                    .terminal()
                    .out()
                    .println(ResultJson.text(ResultJson.ordered(
                            "policy", version,
                            "signed_off", signedOff,
                            "sound", sound,
                            "sign_offs",
                                    all.stream().map(PolicyDiffJson::signOff).toList())));
        } else {
            all.forEach(one -> invocation.terminal().out().println(line(one)));
            invocation
                    .terminal()
                    .out()
                    .println("policy " + version.substring(0, SHOWN_DIGITS) + " of the job file is "
                            + (signedOff ? "signed off" : "not signed off")
                            + (sound ? "" : ": the sign-offs were changed by others, so none of them counts"));
        }
        return 0;
    }

    private static String line(SignOff one) {
        String against = one.oldVersion().equals(one.newVersion())
                ? "as it stands"
                : "against " + one.oldVersion().substring(0, SHOWN_DIGITS);
        return one.at() + "  " + one.newVersion().substring(0, SHOWN_DIGITS) + " " + against + "  by " + one.by()
                + (one.note() == null ? "" : ": " + one.note());
    }
}
