/* Server-Sent Events: one ring of events per hub, any number of idle listeners. */
#pragma once
#include "http/reply.h"

typedef struct HttpHub HttpHub;

HttpHub *http_hub_new(void);
/* After the servers whose requests listen to it. */
void     http_hub_free(HttpHub *hub);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HttpHub, http_hub_free)
/* Thread-safe; wakes all listeners of `channel`.  `data` is one line of JSON.  Nothing is kept per listener but a
 * place in the ring. */
void     http_hub_publish(HttpHub *hub, unsigned channel, const char *event, const char *data);
/* Answers the request with the stream, from Last-Event-ID where the ring still has it; where it has not (any
 * more), an event "missed" comes first: what the page shows may be old.  A comment line every 25 s.  503 over
 * LIMIT_STREAMS.  The principal is freed as soon as the stream has begun.
 *
 * `holder` is whose streams are counted together.  One more than LIMIT_HOLDER_STREAMS ends the holder's oldest,
 * which is told to come back in ten minutes; 429 while as many again have not left, because nobody reads them. */
void     http_reply_stream(HttpReply *reply, HttpRequest *request, HttpHub *hub, unsigned channel, uint64_t holder);
/* Ends all streams, for good.  http_server_stop() does it for the hubs that its requests listened to. */
void     http_hub_close(HttpHub *hub);
