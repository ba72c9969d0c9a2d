package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.process.Quantity;
import io.crumbless.settings.policy.PolicyFindings;
import io.crumbless.settings.policy.PolicyFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        header = "List all problems of a policy folder.",
        description = {
            "Reads a policy folder as a run does, and reports all problems at once, each with file, line, "
                    + "invalid value and nearest valid name. A policy that can be used but lacks information that "
                    + "answers must give to people, such as the legal basis of a purpose, is valid with findings (exit "
                    + "code 0).",
        },
        footerHeading = "%nExample:%n",
        footer = "  crumbless policy check jobs/policy")
final class PolicyCheckCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "The policy folder (default: the policy of jobs/nightly-profiles.yaml).")
    private @Nullable Path folder;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    PolicyCheckCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Path place = folder == null ? invocation.jobOrUsual(null).policy() : invocation.resolve(folder);
        Policy policy = PolicyFolder.read(place);
        invocation.terminal().out().println(json ? ResultJson.text(numbers(policy)) : words(policy, place));
        return 0;
    }

    private static Object numbers(Policy policy) {
        return ResultJson.ordered(
                "outcome", "passed",
                "exit_code", 0,
                "policy_version", policy.version(),
                "attributes", policy.attributes().size(),
                "purposes", policy.purposes().size(),
                "notices", policy.notices().size(),
                "jurisdictions", policy.jurisdictions().size(),
                "findings", PolicyFindings.of(policy));
    }

    private String words(Policy policy, Path place) {
        return "policy " + invocation.shown(place.toString()) + " is sound: "
                + Quantity.of(policy.attributes().size(), "attribute") + ", "
                + Quantity.of(policy.purposes().size(), "purpose") + ", "
                + Quantity.of(policy.notices().size(), "notice") + ", "
                + Quantity.of(policy.jurisdictions().size(), "jurisdiction") + "\nversion "
                + policy.version()
                + PolicyFindings.of(policy).stream().map("\nfinding: "::concat).collect(Collectors.joining());
    }
}
