package io.amsphub.processors.port;

/** Those who look after the lanes of webhooks, several at a time. */
public interface WebhookPool {

    /** Sets to work whoever is free, and returns how many lanes were taken up. */
    int turn();
}
