package io.amsphub.processors.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.api.Admission;
import io.amsphub.processors.api.HttpReply;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.AwayException;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.DeadLetters;
import io.amsphub.processors.port.PartnerMappings;
import io.amsphub.processors.port.PartnerOutbox;
import io.amsphub.processors.port.PartnerOutbox.PartnerMessage;
import io.amsphub.processors.port.Partners;
import io.amsphub.processors.port.Replies;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Secrets;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the messages of partners out of their queues. The effect of a command, its reply and the note that the message
 * was handled are one unit of work; the message is taken from the queue after it. So a message that is delivered again
 * has no second effect and gets no second reply, and a command that its partner sends again gets the first reply.
 *
 * <p>A message that is no command is kept with the dead letters, and its partner is told. What the hub fails at is left
 * in the queue to be tried again; after the last attempt it is kept as well.
 */
public final class PartnerInbox {

    /** The longest payload of a message, in bytes. Models are uploaded, or dropped as files. */
    public static final int MAX_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(PartnerInbox.class);
    private static final int LAST_ATTEMPT = 8;
    private static final int BODY_KEPT = 8192;
    private static final int MAX_CORRELATION = 140;
    private static final Set<FailureCode> NO_COMMAND = EnumSet.of(
            FailureCode.COMMAND_MALFORMED,
            FailureCode.COMMAND_UNKNOWN,
            FailureCode.MALFORMED_REQUEST,
            FailureCode.NOT_MAPPABLE,
            FailureCode.PAYLOAD_TOO_LARGE,
            FailureCode.UNSUPPORTED_MEDIA_TYPE);

    private final Partners partners;
    private final CommandExecution execution;
    private final PartnerMappings mappings;
    private final Admission quota;
    private final PartnerOutbox outbox;
    private final Replies replies;
    private final DeadLetters deadLetters;
    private final UnitOfWork unitOfWork;
    private final Clock clock;

    /** Brings together what taking commands needs. */
    public PartnerInbox(
            Partners partners,
            CommandExecution execution,
            PartnerMappings mappings,
            Admission quota,
            PartnerOutbox outbox,
            Replies replies,
            DeadLetters deadLetters,
            UnitOfWork unitOfWork,
            Clock clock) {
        this.partners = partners;
        this.execution = execution;
        this.mappings = mappings;
        this.quota = quota;
        this.outbox = outbox;
        this.replies = replies;
        this.deadLetters = deadLetters;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    /** Takes a message. When this throws, the message must stay in the queue. */
    public void take(CommandMessage message) {
        Partner partner = unitOfWork.call(() -> partners.get(message.partner()));
        if (!partner.usable()) {
            throw new IllegalStateException("partner " + partner.name() + " is not to be used; its commands wait");
        }
        String handled = handledKey(message);
        if (handled != null && unitOfWork.call(() -> replies.find(handled).isPresent())) {
            LOG.debug("a message of {} was handled before", partner.name());
            return;
        }
        PartnerCommand command = null;
        try {
            quota.admit(partner.principal());
            PartnerCommand read = read(partner, message);
            command = read;
            unitOfWork.run(() -> {
                HttpReply reply = execution.perform(partner, read);
                answer(message, partner, PartnerReply.of(read, reply, clock.instant()));
                note(handled, reply.status());
            });
        } catch (HubException refusal) {
            refuse(message, partner, command, handled, refusal);
        } catch (AwayException e) {
            throw e;
        } catch (RuntimeException failure) {
            if (message.attempt() < LAST_ATTEMPT) {
                throw failure;
            }
            LOG.error("gave up a message of {}", partner.name(), failure);
            refuse(message, partner, command, handled, internal());
        }
    }

    private static HubException internal() {
        return new HubException(
                FailureCode.INTERNAL,
                "the hub failed at this command " + LAST_ATTEMPT + " times",
                null,
                "it is kept with the dead letters; tell the operator, or send it again later under the same id");
    }

    private PartnerCommand read(Partner partner, CommandMessage message) {
        String text = message.text();
        if (message.bytes() > MAX_BYTES) {
            throw new HubException(
                    FailureCode.PAYLOAD_TOO_LARGE,
                    "a command has at most " + MAX_BYTES + " bytes, not " + message.bytes(),
                    null,
                    "upload models by HTTP, or drop them as files");
        }
        if (text == null) {
            throw new HubException(
                    FailureCode.UNSUPPORTED_MEDIA_TYPE,
                    "the message is neither text nor bytes in UTF-8",
                    null,
                    "send the command as a text message, or as bytes; objects and maps are not read");
        }
        JsonNode envelope = mappings.command(partner, text);
        return PartnerCommand.read(envelope, null);
    }

    private void refuse(
            CommandMessage message,
            Partner partner,
            @Nullable PartnerCommand command,
            @Nullable String handled,
            HubException refusal) {
        boolean kept = NO_COMMAND.contains(refusal.failureCode()) || refusal.failureCode() == FailureCode.INTERNAL;
        unitOfWork.run(() -> {
            if (kept) {
                keep(message, partner, refusal);
            }
            answer(message, partner, PartnerReply.refusal(command, refusal, clock.instant()));
            note(handled, refusal.failureCode().status());
        });
        LOG.info("refused a command of {}: {}", partner.name(), refusal.getMessage());
    }

    /** Keeps what is no command, the same content once, so that a partner that repeats itself does not fill the store. */
    private void keep(CommandMessage message, Partner partner, HubException refusal) {
        String text = message.text() == null ? "" : message.text();
        String digest = Secrets.sha256(partner.name() + "\n" + text).substring(0, 32);
        deadLetters.keep(new DeadLetters.DeadLetter(
                "inv_" + digest,
                partner.queues().in(),
                digest,
                correlation(message),
                text.substring(0, Math.min(text.length(), BODY_KEPT)).replace('\0', '\uFFFD'),
                refusal.getMessage() + " Remedy: " + refusal.problem().remedy(),
                message.attempt(),
                clock.instant(),
                null,
                null,
                null));
    }

    private void answer(CommandMessage message, Partner partner, ObjectNode event) {
        PartnerQueueNames own = partner.queues();
        String queue = own.reply().equals(message.replyTo()) ? own.reply() : own.out();
        outbox.toPartner(new PartnerMessage(
                event.path("id").asText(), queue, Json.write(event), correlation(message), message.correlationId()));
    }

    private static String correlation(CommandMessage message) {
        String given = message.correlationId();
        String id = given == null ? "" : given;
        return id.substring(0, Math.min(id.length(), MAX_CORRELATION));
    }

    /** What a message that is delivered again is known by; null when its sender gave it no id. */
    private static @Nullable String handledKey(CommandMessage message) {
        if (message.id().isEmpty()) {
            return null;
        }
        return Partner.PREFIX + message.partner() + " message "
                + Secrets.sha256(message.id() + "\n" + message.bytes() + "\n" + message.text());
    }

    private void note(@Nullable String handled, int status) {
        if (handled != null) {
            replies.keep(new Replies.Reply(
                    handled, handled.substring(handled.length() - 64), status, "", "", clock.instant()));
        }
    }
}
