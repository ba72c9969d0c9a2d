package io.crumbless.night.job;

import io.crumbless.columnar.storage.Location;
import io.crumbless.process.InputCommand;
import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlList;
import io.crumbless.settings.yaml.YamlMapping;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Who is notified when a night fails, and when one is published after that; {@code notify} of a job file.
 *
 * @param command program and arguments, which receives the notification on its standard input; empty for none
 * @param webhook address for the notification; empty for none
 * @param webhookFile its first line is that address, which is often a secret; empty for none
 */
public record NotifySettings(List<String> command, Optional<URI> webhook, Optional<Path> webhookFile) {
    public static final NotifySettings NONE = new NotifySettings(List.of(), Optional.empty(), Optional.empty());

    public NotifySettings {
        command = List.copyOf(command);
    }

    /** @param resolved resolves a path relative to the job file */
    static NotifySettings read(YamlMapping mapping, UnaryOperator<String> resolved) {
        List<String> command = mapping.optionalList("command").map(YamlList::texts).orElse(List.of()).stream()
                .map(SettingText::text)
                .toList();
        Optional<URI> webhook = WebAddress.read(mapping, "webhook");
        Optional<Path> webhookFile = mapping.optionalString("webhook-file")
                .map(resolved)
                .map(Location::of)
                .flatMap(Location::localPath);
        if (command.isEmpty() && !mapping.has("webhook") && webhookFile.isEmpty()) {
            mapping.problem("command", "Missing notify.command or notify.webhook: name who is notified");
        }
        if (InputCommand.showsSecret(command)) {
            mapping.problem("command", "Unsupported notify.command: " + InputCommand.SHOWS_SECRET);
        }
        if (mapping.has("webhook") && webhookFile.isPresent()) {
            mapping.problem(
                    "webhook-file", "Invalid notify.webhook-file: notify.webhook is there too; name one of them");
        }
        mapping.finish();
        return new NotifySettings(command, webhook, webhookFile);
    }

    public boolean isNobody() {
        return equals(NONE);
    }
}
