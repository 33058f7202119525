/* Server-Sent Events: one ring of events per hub, any number of idle listeners. */
#pragma once
#include "http/reply.h"

typedef struct HttpHub HttpHub;

HttpHub *http_hub_new(void);
void     http_hub_free(HttpHub *hub);
/* Thread-safe; wakes all listeners of `channel`. `data` is one line of JSON. Nothing is kept per listener but a place in the ring. */
void     http_hub_publish(HttpHub *hub, unsigned channel, const char *event, const char *data);
/* Answers the request with the stream, from Last-Event-ID where the ring still has it. A comment line every 25 s. 503 over LIMIT_STREAMS. */
void     http_reply_stream(HttpReply *reply, HttpRequest *request, HttpHub *hub, unsigned channel);
/* Ends all streams; http_server_stop needs it first. */
void     http_hub_close(HttpHub *hub);
