import { z } from "zod";

// Schemas would try out `new Function`, which the content security policy refuses and reports. Imported before any of them.
z.config({ jitless: true });
