import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { family } from "../../../scripts/process";
import { lives } from "../../../provider/run/engine";
import { ID, PIN } from "../../support/world";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "../support/stack";
