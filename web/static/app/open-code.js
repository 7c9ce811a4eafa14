// A code that another camera opened is recorded at once; without scripts its button does it.
import { submit } from "./page.js";

submit(document.getElementById("record"));
