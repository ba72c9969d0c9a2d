package io.crumbless.night.job;

import io.crumbless.columnar.storage.Location;
import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlList;
import io.crumbless.settings.yaml.YamlMapping;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Who is told when a night fails, and when one is published after that; {@code notify} of a job file.
 *
 * @param command program and arguments, which gets the notification on its standard input; empty for none
 * @param webhook where it is posted; empty for none
 * @param webhookFile whose first line is that address, which is often a secret; empty for none
 */
public record NotifySettings(List<String> command, Optional<URI> webhook, Optional<Path> webhookFile) {
    public static final NotifySettings NONE = new NotifySettings(List.of(), Optional.empty(), Optional.empty());

    private static final Set<String> SCHEMES = Set.of("http", "https");

    public NotifySettings {
        command = List.copyOf(command);
    }

    /** @param resolved a path as seen from the job file */
    static NotifySettings read(YamlMapping mapping, UnaryOperator<String> resolved) {
        List<String> command = mapping.optionalList("command").map(YamlList::texts).orElse(List.of()).stream()
                .map(SettingText::text)
                .toList();
        Optional<URI> webhook = mapping.optionalString("webhook").flatMap(text -> address(mapping, text));
        Optional<Path> webhookFile = mapping.optionalString("webhook-file")
                .map(resolved)
                .map(Location::of)
                .flatMap(Location::localPath);
        if (command.isEmpty() && !mapping.has("webhook") && webhookFile.isEmpty()) {
            mapping.problem("command", "Missing notify.command or notify.webhook: name who is told");
        }
        if (mapping.has("webhook") && webhookFile.isPresent()) {
            mapping.problem(
                    "webhook-file", "Invalid notify.webhook-file: notify.webhook is there too; name one of them");
        }
        mapping.finish();
        return new NotifySettings(command, webhook, webhookFile);
    }

    /** The message does not hold the address, which is often a secret. */
    private static Optional<URI> address(YamlMapping mapping, String text) {
        try {
            return Optional.of(address(text));
        } catch (IllegalArgumentException e) {
            mapping.problem("webhook", "Invalid notify.webhook: " + e.getMessage());
            return Optional.empty();
        }
    }

    public boolean isNobody() {
        return equals(NONE);
    }

    /** @throws IllegalArgumentException if nothing can be posted there */
    public static URI address(String text) {
        URI address;
        try {
            address = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("it is no address", e);
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme) || address.getHost() == null || address.getUserInfo() != null) {
            throw new IllegalArgumentException("it must begin with https:// or http:// and name a host, and no user");
        }
        return address;
    }
}
