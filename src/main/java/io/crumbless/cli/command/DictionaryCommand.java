package io.crumbless.cli.command;

import io.crumbless.answers.dictionary.DbtSources;
import io.crumbless.answers.dictionary.DictionaryDocument;
import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.MarkdownText;
import io.crumbless.answers.page.PlainText;
import io.crumbless.cli.render.ResultJson;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.settings.yaml.YamlText;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "dictionary",
        mixinStandardHelpOptions = true,
        header = "Print the data dictionary of a policy.",
        description = {
            "Prints, for users who query, which extract to begin with, and for each attribute its meaning, "
                    + "choices, purposes, retention and sensitivity. Every snapshot contains the dictionary of its own "
                    + "policy: _evidence/dictionary.html and dictionary.md.",
            "",
            "With the form dbt, it prints a sources.yml for the views of the warehouse, with descriptions and "
                    + "tests.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless dictionary jobs/nightly-profiles.yaml",
            "  crumbless dictionary jobs/nightly-profiles.yaml --html dictionary.html --lang de",
            "  crumbless dictionary jobs/nightly-profiles.yaml --format dbt > models/sources.yml",
        })
final class DictionaryCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "The job file (default: jobs/nightly-profiles.yaml).")
    private @Nullable Path job;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "The form: text, md or dbt (default: text).")
    private String format = "text";

    @Mixin
    private PageOptions page = new PageOptions();

    @Option(
            names = "--json",
            description = "Print one JSON object, and nothing else: the datasets and columns that the form dbt lists.")
    private boolean json;

    DictionaryCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (!format.matches("text|md|dbt")) {
            throw new Failure(ErrorCategory.CALLER, "Invalid --format '" + format + "': use text, md or dbt");
        }
        Policy policy = PolicyFolder.read(invocation.jobOrUsual(job).policy());
        Document document = DictionaryDocument.of(policy, page.sentences());
        page.requirePlace(invocation);
        Optional<Path> written = page.write(invocation, document);
        invocation
                .terminal()
                .out()
                .print(
                        json
                                ? object(policy, written) + System.lineSeparator()
                                : written.map(file -> page.sentences().of("written", file) + System.lineSeparator())
                                        .orElseGet(() -> printed(policy, document)));
        return 0;
    }

    private static String object(Policy policy, Optional<Path> written) {
        Map<String, @Nullable Object> object = ResultJson.ordered("exit_code", 0);
        written.ifPresentOrElse(
                file -> object.put("file", file.toString()), () -> object.putAll(DbtSources.of(policy)));
        return ResultJson.text(object);
    }

    private String printed(Policy policy, Document document) {
        return switch (format) {
            case "md" -> MarkdownText.of(document);
            case "dbt" -> YamlText.of(DbtSources.of(policy));
            default -> PlainText.of(document);
        };
    }
}
